"""Rules of the register as plain functions that write nothing."""
