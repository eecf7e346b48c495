"""Rules of duty as pure functions."""
