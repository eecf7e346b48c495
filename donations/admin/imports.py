"""The old paper list in the admin."""

from django.contrib import admin

from community.workbooks.admin import WorkbookAdmin
from donations.models import GiftImport


@admin.register(GiftImport)
class GiftImportAdmin(WorkbookAdmin):
    """Whoever may import the list sees imports, and nobody else."""
