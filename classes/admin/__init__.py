"""Classes in the admin; every change goes through the services."""

from django.utils.translation import gettext_lazy as _

from classes.admin import classes, dashboard, draws, practice, proposals, seats, sessions
from community.registers import chores, menu

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
chores.register(
    {
        "classes.tasks.hold_due_draws": _("hold draws that are due"),
        "classes.tasks.remind": _("remind of classes"),
        "classes.tasks.lapse_proposals": _("end proposals with too few neighbours"),
        "classes.tasks.ask_for_ratings": _("ask what members thought"),
    }
)
