"""Interest classes, science lessons, holiday programmes: classes, their sessions, and who joins them."""
