"""Gifts in the admin: decide, thank on paper, look after things. All changes go through the services."""

from donations.admin import gifts, imports, items

__all__ = ["gifts", "imports", "items"]
