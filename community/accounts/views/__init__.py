"""Pages of a user's own login: logging in, profile, own data, and display settings."""
