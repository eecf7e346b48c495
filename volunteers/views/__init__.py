"""The pages of duty, by what they are about."""
