"""Mutation testing: the operators of cosmic-ray, and a runner of our own that a fork for each mutant keeps quick."""
