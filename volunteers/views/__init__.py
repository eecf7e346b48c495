"""The pages of duty, grouped by subject."""
