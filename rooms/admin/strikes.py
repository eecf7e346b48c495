"""Strikes for missed bookings."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.admin_base import PortalHistoryAdmin
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, apply_to_each
from rooms import services
from rooms.models import Strike


@admin.register(Strike)
class StrikeAdmin(LookOnly, PortalHistoryAdmin):
    list_display = ["user", "booking", "at", "forgiven_at"]
    list_filter = [
        ("forgiven_at", either(pgettext_lazy("strike", "counts"), pgettext_lazy("strike", "forgiven"))),
        "at",
    ]
    list_select_related = ["user", "booking"]
    search_fields = ["user__name", "user__name_key", "booking__ref"]
    phones = ["user__phone"]
    date_hierarchy = "at"
    show_full_result_count = False
    actions = ["forgive"]
    row_actions = {"forgive": lambda strike: strike.forgiven_at is None}
    day_filter = PastDayFilter

    def has_forgive_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("rooms.change_strike")

    @admin.action(description=_("Forgive"), permissions=["forgive"])
    def forgive(self, request: HttpRequest, strikes: QuerySet[Strike]) -> None:
        apply_to_each(
            request,
            strikes,
            lambda strike, by: services.forgive_strike(strike=strike, by=by),
        )
