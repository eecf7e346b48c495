"""The waiting list in the admin."""

from django.contrib import admin

from community.admin_base import PortalAdmin
from community.admin_tools import LookOnly
from rooms.models import Waiting


@admin.register(Waiting)
class WaitingAdmin(LookOnly, PortalAdmin):
    list_display = ["room", "during", "user", "places", "state", "offer_ends_at"]
    list_filter = ["state", "room"]
    list_select_related = ["room", "user"]
    search_fields = ["user__name", "user__name_key"]
    phones = ["user__phone"]
    show_full_result_count = False
    exclude = ["offer"]
