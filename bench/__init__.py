"""`script/bench`: how fast the portal answers. No code of the portal imports this."""
