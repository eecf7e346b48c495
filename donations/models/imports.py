"""Imports of the old paper list."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from community.workbooks.models import WorkbookRow, WorkbookRun


class GiftImport(WorkbookRun):
    """One workbook of old gifts."""

    class Meta(WorkbookRun.Meta):
        verbose_name = _("import of old gifts")
        verbose_name_plural = _("imports of old gifts")
        default_permissions = ("view",)
        permissions = [("import_gifts", _("Can import the old list of gifts"))]


class GiftImportRow(WorkbookRow):
    """The outcome of one row of the list."""

    run = models.ForeignKey(GiftImport, models.CASCADE, related_name="rows", verbose_name=_("import"))

    class Meta(WorkbookRow.Meta):
        verbose_name = _("row of an import of gifts")
        verbose_name_plural = _("rows of imports of gifts")
