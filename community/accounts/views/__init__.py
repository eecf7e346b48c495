"""Pages of one's own login: the way in, the profile, own data, and how pages are shown."""
