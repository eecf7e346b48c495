"""Template tags of the children's room."""
