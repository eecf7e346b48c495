"""Interest classes, science lessons and holiday programmes: classes, their sessions, and their members."""
