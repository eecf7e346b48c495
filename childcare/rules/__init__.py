"""What is allowed in the children's room and what follows, as plain functions."""
