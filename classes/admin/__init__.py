"""Classes in the admin; every change goes through the services."""

from classes.admin import classes, dashboard, draws, proposals

__all__ = ["classes", "dashboard", "draws", "proposals"]
