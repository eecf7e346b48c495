"""What all who work here share: the first page's acts, and the search for anything."""
