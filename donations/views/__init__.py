"""Pages of gifts and things; see `urls`."""
