"""Things by room and state, and what is lent."""

from typing import cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import either
from community.admin_tools import LookOnly, apply_to_each
from community.models import User
from donations import services
from donations.models import Item, Loan, Placement


class PlacementInline(LookOnly, PortalInline):
    model = Placement
    fields = ["room", "place", "during"]


@admin.register(Item)
class ItemAdmin(LookOnly, PortalHistoryAdmin):
    """Found here; moved, lent and retired on the page that the label leads to."""

    list_display = ["what", "count", "unit", "state", "page"]
    list_filter = ["state", "placements__room"]
    search_fields = ["what", "code", "gift__givers__certificate__number"]
    show_full_result_count = False
    inlines = [PlacementInline]
    fields = ["what", ("count", "unit"), "state", ("retire_reason", "retired_at"), "page"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_item")

    @admin.display(description=_("page of its label"))
    def page(self, item: Item) -> SafeString:
        labels = f"{reverse('item_labels')}?gift={item.gift_id}"
        words = (item.get_absolute_url(), _("Open"), labels, _("Labels"))
        return format_html('<a href="{}">{}</a> · <a href="{}">{}</a>', *words)


@admin.register(Loan)
class LoanAdmin(LookOnly, PortalAdmin):
    """What is lent, the most overdue first."""

    list_display = ["item", "count", "due_on", "returned_at"]
    list_filter = [("returned_at", either(_("still lent"), _("given back"))), "due_on"]
    list_select_related = ["item"]
    ordering = ["due_on"]
    show_full_result_count = False
    fields = ["item", "count", "borrower", "lent_at", "due_on", "returned_at"]
    actions = ["take_back"]
    row_actions = {"take_back": lambda loan: loan.returned_at is None}
    at_once = frozenset({"take_back"})

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_loan")

    def has_take_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("donations.change_gift")

    @admin.action(description=_("It is back"), permissions=["take"])
    def take_back(self, request: HttpRequest, loans: QuerySet[Loan]) -> None:
        by = cast(User, request.user)
        apply_to_each(request, loans, lambda each: services.take_back_item(loan=each, by=by))
