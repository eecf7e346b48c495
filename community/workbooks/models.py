"""The record of a workbook import: the file until it expires, a line for each row, and who did it.

Each app has two tables of its own based on these classes; what staff said about headings is stored in one table for
all.
"""

import uuid
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.workbooks.enums import RunState, Verdict
from community.workbooks.storage import sealed_storage

STALE = timedelta(minutes=10)  # without a sign of life, a step counts as dead


def sealed_path(instance: Any, filename: str) -> str:
    # A user-supplied file name is never part of a path.
    return f"imports/{uuid.uuid4().hex}.sealed"


class WorkbookRun(models.Model):
    """One workbook import. Its `kind` selects the track; see `tracks`."""

    State = RunState

    RUNNING = (
        State.UPLOADED,
        State.REHEARSING,
        State.TO_APPLY,
        State.APPLYING,
        State.TO_UNDO,
        State.UNDOING,
    )

    kind = models.CharField(_("what it holds"), max_length=12)
    file = models.FileField(_("file"), upload_to=sealed_path, storage=sealed_storage, blank=True)
    filename = models.CharField(_("file name"), max_length=200)
    fills_down = models.BooleanField(_("an empty cell means the same as above"), default=False)
    reads_hidden = models.BooleanField(_("reads hidden sheets"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.UPLOADED)
    # Why a step failed, after which the run is back in its previous state.
    message = models.CharField(_("message"), max_length=500, blank=True)
    done = models.PositiveIntegerField(_("done"), default=0)
    total = models.PositiveIntegerField(_("total"), default=0)
    progress_at = models.DateTimeField(default=timezone.now, editable=False)
    totals = models.JSONField(_("totals"), default=dict, blank=True)
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

    rows: Any  # the manager of its `WorkbookRow`s; each track has a table of its own

    class Meta:
        abstract = True
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


class WorkbookRow(models.Model):
    """The outcome of one row. Its cells are stored, encrypted, only if they need correction.

    A subclass has a foreign key `run` whose related name is `rows`.
    """

    Verdict = Verdict

    sheet = models.CharField(_("sheet"), max_length=100)
    number = models.PositiveIntegerField(_("row"))
    verdict = models.CharField(_("verdict"), max_length=9, choices=Verdict)
    masked_name = models.CharField(_("name"), max_length=10)
    about = models.CharField(_("what it is about"), max_length=60, blank=True)
    changes = models.JSONField(default=list)
    repairs = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    proposal = models.JSONField(null=True)
    raw_encrypted = models.TextField(blank=True, editable=False)
    made = models.JSONField(default=dict)  # for undoing, in the track's own format

    class Meta:
        abstract = True
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.sheet} {self.number}"


class KnownHeading(models.Model):
    """What staff said a heading means in one kind of list; asked once, remembered for later files."""

    track = models.CharField(_("list"), max_length=40)
    word = models.CharField(_("heading"), max_length=50)
    column = models.CharField(_("column"), max_length=30, blank=True, help_text=_("Empty: ignored."))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("known heading")
        verbose_name_plural = _("known headings")
        ordering = ["track", "word"]
        constraints = [
            models.UniqueConstraint(
                fields=["track", "word"],
                name="community_heading_once",
                violation_error_message=_("This heading is already known."),
            )
        ]

    def __str__(self) -> str:
        return self.word
