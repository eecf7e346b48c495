"""The children's room: a child left for an hour, and handed back to the right person."""
