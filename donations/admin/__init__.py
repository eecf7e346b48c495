"""Gifts in the admin: decide, thank on paper, look after things. All changes go through the services."""

from donations.admin import gifts, items

__all__ = ["gifts", "items"]
