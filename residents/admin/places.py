"""Compounds, buildings and households, tags, and the rules of the register."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin, PortalHistoryAdmin, SingleAdmin
from residents.models import Building, Compound, Household, RegisterPolicy, RelationWord, Tag

admin.site.register([Compound, Building], PortalAdmin)
admin.site.register(Tag, PortalHistoryAdmin)
admin.site.register(RegisterPolicy, SingleAdmin)


@admin.register(RelationWord)
class RelationWordAdmin(PortalAdmin):
    """Words for relations in lists; staff add those that an import did not recognise."""

    list_display = ["word", "relation"]
    search_fields = ["word"]


@admin.register(Household)
class HouseholdAdmin(PortalAdmin):
    list_display = ["__str__", "building", "unit", "room"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["address_key__startswith"]
    search_help_text = _("An address like 3-1-101")
    show_full_result_count = False
