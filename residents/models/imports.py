"""What remains of an import: the file until retention, a line for each row, and who did it."""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.ranges import today
from residents.importing.storage import sealed_storage

STALE = timedelta(minutes=10)  # without a sign of life a step counts as dead


def sealed_path(instance: Any, filename: str) -> str:
    # The name that somebody gave a file is no part of a path.
    return f"imports/{uuid.uuid4().hex}.sealed"


class RegisterImport(models.Model):
    """One workbook on its way into the register."""

    class State(models.TextChoices):
        UPLOADED = "uploaded", _("Waiting for the rehearsal")
        REHEARSING = "rehearsing", _("Rehearsing")
        REHEARSED = "rehearsed", _("Rehearsed; nothing is changed yet")
        APPLYING = "applying", _("Applying")
        APPLIED = "applied", _("Applied")
        UNDOING = "undoing", _("Undoing")
        UNDONE = "undone", _("Undone")
        REFUSED = "refused", _("Refused")

    class Kind(models.TextChoices):
        PEOPLE = "people", _("Residents")
        APPOINTMENTS = "appointments", _("Appointments")

    RUNNING = (State.UPLOADED, State.REHEARSING, State.APPLYING, State.UNDOING)

    compound = models.ForeignKey(
        "residents.Compound", models.PROTECT, related_name="imports", verbose_name=_("compound")
    )
    kind = models.CharField(_("what it holds"), max_length=12, choices=Kind, default=Kind.PEOPLE)
    file = models.FileField(_("file"), upload_to=sealed_path, storage=sealed_storage, blank=True)
    filename = models.CharField(_("file name"), max_length=200)
    as_of = models.DateField(_("as of"), default=today, help_text=_("The day from which new addresses count."))
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED)
    # The step before, to which a step that broke returns; and why it broke.
    message = models.CharField(_("message"), max_length=500, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    progress_at = models.DateTimeField(default=timezone.now, editable=False)
    totals = models.JSONField(_("totals"), default=dict, blank=True)
    merges = models.BooleanField(_("merges the same person in two households"), default=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("uploaded by")
    )
    uploaded_at = models.DateTimeField(_("uploaded"), default=timezone.now)
    applied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("applied by")
    )
    applied_at = models.DateTimeField(_("applied"), null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, verbose_name=_("undone by")
    )
    undone_at = models.DateTimeField(_("undone"), null=True)

    class Meta:
        app_label = "residents"
        verbose_name = _("import of the register")
        verbose_name_plural = _("imports of the register")
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return self.filename

    @property
    def is_running(self) -> bool:
        return self.state in self.RUNNING

    @property
    def is_stale(self) -> bool:
        """Whether a step shows no sign of life, so that it may be started again."""
        return self.is_running and self.progress_at < timezone.now() - STALE


class ImportRow(models.Model):
    """What became of one row. Its cells are kept, encrypted, only where they need mending."""

    class Verdict(models.TextChoices):
        NEW = "new", _("New")
        CHANGED = "changed", _("Changed")
        UNCHANGED = "unchanged", _("Unchanged")
        REFUSED = "refused", _("Not taken")

    run = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows", verbose_name=_("import"))
    sheet = models.CharField(_("sheet"), max_length=100)
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    masked_name = models.CharField(_("name"), max_length=10)
    address = models.CharField(_("address"), max_length=30, blank=True)
    changes = models.JSONField(default=list)
    repairs = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    proposal = models.JSONField(null=True)
    raw_encrypted = models.TextField(blank=True, editable=False)
    resident = models.ForeignKey("residents.Resident", models.SET_NULL, null=True, related_name="import_rows")
    made = models.JSONField(default=dict)  # for undoing; see `undoing`

    class Meta:
        app_label = "residents"
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        ordering = ["pk"]
        indexes = [models.Index(fields=["run", "verdict"], name="residents_importrow_verdict")]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class RegisterExport(models.Model):
    """That somebody took the register along unmasked, and why. Rows are only ever added."""

    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("who took it along")
    )
    reason = models.CharField(_("reason"), max_length=200)
    people = models.PositiveIntegerField(_("people"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        app_label = "residents"
        verbose_name = _("unmasked export")
        verbose_name_plural = _("unmasked exports")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
