"""Importing the old paper list in the admin."""

from django.contrib import admin

from community.workbooks.admin import WorkbookAdmin
from donations.models import GiftImport


@admin.register(GiftImport)
class GiftImportAdmin(WorkbookAdmin):
    """Imports, visible only to those who may import."""
