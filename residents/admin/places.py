"""Compounds, buildings and doors, tags, and the rules of the register."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin, PortalHistoryAdmin
from residents.admin.base import NeverDeleted
from residents.models import Building, Compound, Household, RegisterPolicy, RelationWord, Tag

admin.site.register([Compound, Building], PortalAdmin)
admin.site.register(Tag, PortalHistoryAdmin)


@admin.register(RelationWord)
class RelationWordAdmin(PortalAdmin):
    """The words of lists for relations: what an import does not know is added here."""

    list_display = ["word", "relation"]
    search_fields = ["word"]


@admin.register(RegisterPolicy)
class RegisterPolicyAdmin(NeverDeleted):
    """There is one set of rules, so its list leads straight to it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        policy, _created = RegisterPolicy.objects.get_or_create(pk=1)
        return redirect("admin:residents_registerpolicy_change", policy.pk)


@admin.register(Household)
class HouseholdAdmin(PortalAdmin):
    list_display = ["__str__", "building", "unit", "room"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["address_key__startswith"]
    search_help_text = _("An address like 3-1-101")
    show_full_result_count = False
