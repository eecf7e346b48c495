"""What all staff share: the actions of the first page, and the search."""
