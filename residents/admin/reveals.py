"""The record of who looked at what."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin
from community.admin_filters import PastDayFilter
from community.admin_tools import LookOnly
from residents.models import Reveal


@admin.register(Reveal)
class RevealAdmin(LookOnly, PortalAdmin):
    """Who looked at what, and why; read-only."""

    list_display = ["at", "by", "resident", "field", "reason"]
    list_filter = ["field", "by"]
    empty_value_display = _("themselves")
    list_select_related = ["by", "resident"]
    date_hierarchy = "at"
    day_filter = PastDayFilter
