"""The pages of classes, grouped by reader."""
