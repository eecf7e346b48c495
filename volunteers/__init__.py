"""Duty teams, posts, shifts, handovers and service hours, for community workers and resident volunteers."""
