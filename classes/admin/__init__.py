"""Classes in the admin; every change goes through the services."""

from classes.admin import classes, dashboard, draws, practice, proposals, seats, sessions

__all__ = ["classes", "dashboard", "draws", "practice", "proposals", "seats", "sessions"]
