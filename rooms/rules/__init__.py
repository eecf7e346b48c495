"""Rules of rooms as pure functions: what is allowed and what is free."""
