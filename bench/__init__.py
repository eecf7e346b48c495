"""`script/bench`: how fast the portal answers. Nothing of the portal imports this."""
