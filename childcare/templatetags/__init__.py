"""Tags of the children's room."""
