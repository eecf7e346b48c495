"""People from a workbook: reading, comparing with the register, applying, and undoing."""
