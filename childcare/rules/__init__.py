"""Rules of the children's room as pure functions."""
