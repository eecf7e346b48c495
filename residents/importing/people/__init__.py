"""Importing people: reading, comparing with the register, applying, and undoing."""
