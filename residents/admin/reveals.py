"""The record of who looked at what."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_tools import LookOnly
from residents.models import Resident, Reveal


class FieldFilter(admin.SimpleListFilter):
    """By what was looked at, in words."""

    title = _("field")
    parameter_name = "field"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return list(Resident.REVEALABLE.items())

    def queryset(self, request: HttpRequest, queryset: QuerySet[Reveal]) -> QuerySet[Reveal]:
        return queryset.filter(field=self.value()) if self.value() else queryset


@admin.register(Reveal)
class RevealAdmin(LookOnly, PortalAdmin):
    """Who looked at what, and why; read-only."""

    list_display = ["at", "by", "resident", "what", "reason"]
    list_filter = [FieldFilter, ("by", admin.RelatedOnlyFieldListFilter)]
    fields = ["at", "by", "resident", "what", "reason"]
    empty_value_display = _("themselves")
    list_select_related = ["by", "resident"]
    date_hierarchy = "at"
    day_filter = PastDayFilter

    @admin.display(description=_("field"), ordering="field")
    def what(self, reveal: Reveal) -> str:
        return reveal.what
