"""Duty in the admin; everything that rules guard goes through the services."""

from volunteers.admin import dashboard, hours, imports, patterns, people, posts, shifts  # noqa: F401
