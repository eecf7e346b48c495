"""Imports of duty charts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.ranges import today
from community.workbooks.models import WorkbookRow, WorkbookRun
from volunteers.models.people import Volunteer


class RosterImport(WorkbookRun):
    """One import of a chart into the roster."""

    class Kind(models.TextChoices):
        ROSTER = "roster", _("Duty chart")

    kind = models.CharField(_("what it holds"), max_length=12, choices=Kind, default=Kind.ROSTER)
    first_day = models.DateField(
        _("first day of the chart"),
        default=today,
        help_text=_("Dates without a year, and weekdays alone, are counted from here."),
    )
    # Empty: people who may not take a shift themselves, such as after a night, are refused in the chart too.
    exception = models.CharField(_("why exceptions are allowed"), max_length=200, blank=True)

    class Meta(WorkbookRun.Meta):
        verbose_name = _("import of a duty chart")
        verbose_name_plural = _("imports of duty charts")


class RosterImportRow(WorkbookRow):
    """The outcome of one name in a chart, or of one shift without a name."""

    run = models.ForeignKey(RosterImport, models.CASCADE, related_name="rows", verbose_name=_("import"))
    volunteer = models.ForeignKey(Volunteer, models.SET_NULL, null=True, related_name="import_rows")

    class Meta(WorkbookRow.Meta):
        verbose_name = _("row of a duty chart")
        verbose_name_plural = _("rows of duty charts")
        indexes = [models.Index(fields=["run", "verdict"], name="volunteers_importrow_verdict")]
