"""What the register allows and what follows from what, as plain functions that write nothing."""
