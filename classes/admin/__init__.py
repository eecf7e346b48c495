"""Classes in the admin; every change goes through the services."""

from classes.admin import classes, dashboard, draws, practice, proposals, seats, sessions
from community.registers import menu

__all__ = ["classes", "dashboard", "draws", "practice", "proposals", "seats", "sessions"]

menu.add(
    menu.CLASSES,
    "classes.classsession",
    "classes.interestclass",
    "classes.enrolment",
    "classes.proposal",
    "classes.attendance",
    "classes.draw",
    "classes.practicecertificate",
    "classes.rating",
)
