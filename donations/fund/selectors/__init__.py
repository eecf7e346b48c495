"""Read access to the fund for pages, as small typed values."""
