"""Duty teams, posts, shifts, handover and service hours: community workers and resident volunteers together."""
