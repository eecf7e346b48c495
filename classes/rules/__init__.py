"""Rules of classes as pure functions: what is allowed and what is free."""
