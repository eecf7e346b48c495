"""Imports into the register, and unmasked exports from it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.ranges import today
from community.workbooks.models import WorkbookRow, WorkbookRun


class RegisterImport(WorkbookRun):
    """One workbook import into the register."""

    class Kind(models.TextChoices):
        PEOPLE = "people", _("Residents")
        APPOINTMENTS = "appointments", _("Appointments")

    kind = models.CharField(_("what it holds"), max_length=12, choices=Kind, default=Kind.PEOPLE)
    compound = models.ForeignKey(
        "residents.Compound", models.PROTECT, related_name="imports", verbose_name=_("compound")
    )
    as_of = models.DateField(_("as of"), default=today, help_text=_("The day from which new addresses are valid."))
    merges = models.BooleanField(_("merges the same person in two households"), default=True)

    class Meta(WorkbookRun.Meta):
        verbose_name = _("import of the register")
        verbose_name_plural = _("imports of the register")


class ImportRow(WorkbookRow):
    """The result of one row, and the person in it."""

    run = models.ForeignKey(RegisterImport, models.CASCADE, related_name="rows", verbose_name=_("import"))
    resident = models.ForeignKey("residents.Resident", models.SET_NULL, null=True, related_name="import_rows")

    class Meta(WorkbookRow.Meta):
        verbose_name = _("row of an import")
        verbose_name_plural = _("rows of imports")
        indexes = [models.Index(fields=["run", "verdict"], name="residents_importrow_verdict")]


class RegisterExport(models.Model):
    """An unmasked export of the register, with its reason. The table is append-only."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("exported by"))
    reason = models.CharField(_("reason"), max_length=200)
    people = models.PositiveIntegerField(_("people"))
    at = models.DateTimeField(_("when"), default=timezone.now)

    class Meta:
        verbose_name = _("unmasked export")
        verbose_name_plural = _("unmasked exports")
        ordering = ["-at"]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"
