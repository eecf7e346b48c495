"""People from a workbook: read, held against the register, taken, and taken back."""
