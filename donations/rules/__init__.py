"""What is allowed with gifts, and how they are put in words; plain functions."""
