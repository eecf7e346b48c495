"""The children's room in the admin."""

from childcare.admin import carers, rules, sessions, sheets, stays

__all__ = ["carers", "rules", "sessions", "sheets", "stays"]
