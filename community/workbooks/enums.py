"""The states of a workbook import, and the verdicts on its rows."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    UPLOADED = "uploaded", _("Waiting for the rehearsal")
    REHEARSING = "rehearsing", _("Rehearsing")
    REHEARSED = "rehearsed", _("Rehearsed; nothing is changed yet")
    TO_APPLY = "to_apply", _("Waiting to be applied")
    APPLYING = "applying", _("Applying")
    APPLIED = "applied", _("Applied")
    TO_UNDO = "to_undo", _("Waiting to be undone")
    UNDOING = "undoing", _("Undoing")
    UNDONE = "undone", _("Undone")
    REFUSED = "refused", _("Refused")


class Verdict(models.TextChoices):
    NEW = "new", _("New")
    CHANGED = "changed", _("Changed")
    UNCHANGED = "unchanged", _("Unchanged")
    REFUSED = "refused", _("Not taken")
