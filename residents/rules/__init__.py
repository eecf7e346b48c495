"""Rules of the register as pure functions."""
