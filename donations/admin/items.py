"""Things by room and state, and loans."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext, pgettext_lazy

from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, apply_to_each
from donations import services
from donations.admin.exports import Exports
from donations.models import CashSlip, CertificateBatch, Item, Loan, Placement, Repair, StockTake, UseConsent
from donations.spreadsheets import items_workbook, loans_workbook, repairs_workbook


class PlacementInline(LookOnly, PortalInline):
    model = Placement
    fields = ["room", "place", "use", "during"]


class RepairInline(LookOnly, PortalInline):
    model = Repair
    fields = ["fault", "workshop", "began_at", "ended_at", "cost", "outcome"]
    readonly_fields = ["began_at", "ended_at"]


@admin.register(Item)
class ItemAdmin(LookOnly, Exports, PortalHistoryAdmin):
    """Things can be found here; they are moved, lent and retired on their label's page."""

    list_display = ["what", "count", "unit", "state", "page"]
    list_filter = ["state", "placements__room"]
    search_fields = ["what", "code", "gift__givers__certificate__number"]
    show_full_result_count = False
    inlines = [PlacementInline, RepairInline]
    actions = ["export"]
    to_workbook = items_workbook
    fields = ["what", ("count", "unit"), "state", ("retire_reason", "retired_at"), "page"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_item")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Item]:
        return super().get_queryset(request).prefetch_related("placements__room__kind")

    @admin.display(description=_("page of its label"))
    def page(self, item: Item) -> SafeString:
        labels = f"{reverse('item_labels')}?gift={item.gift_id}"
        words = (item.get_absolute_url(), pgettext("a page", "Open"), labels, _("Labels"))
        return format_html('<span><a href="{}">{}</a> · <a href="{}">{}</a></span>', *words)


@admin.register(Loan)
class LoanAdmin(LookOnly, Exports, PortalAdmin):
    """Loans, the most overdue first."""

    list_display = ["item", "count", "due_on", "returned_at"]
    list_filter = [("returned_at", either(_("still lent"), _("given back"))), "due_on"]
    list_select_related = ["item"]
    ordering = ["due_on"]
    show_full_result_count = False
    fields = ["item", "count", "borrower", "lent_at", "due_on", "returned_at"]
    actions = ["take_back", "export"]
    row_actions = {"take_back": lambda loan: loan.returned_at is None}
    at_once = frozenset({"take_back"})
    to_workbook = loans_workbook

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("donations.view_loan")

    def has_take_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("donations.change_gift")

    @admin.action(description=_("Returned"), permissions=["take"])
    def take_back(self, request: HttpRequest, loans: QuerySet[Loan]) -> None:
        apply_to_each(request, loans, lambda each, by: services.take_back_item(loan=each, by=by))


@admin.register(Repair)
class RepairAdmin(LookOnly, Exports, PortalAdmin):
    """Repairs and their cost; started and ended on the thing's page."""

    list_display = ["item", "fault", "workshop", "began_at", "ended_at", "cost"]
    list_filter = [("ended_at", either(_("under repair"), _("mended"))), ("began_at", PastDayFilter)]
    list_select_related = ["item"]
    show_full_result_count = False
    fields = ["item", "fault", "workshop", "began_at", "ended_at", "cost", "outcome"]
    actions = ["export"]
    to_workbook = repairs_workbook


@admin.register(StockTake)
class StockTakeAdmin(LookOnly, PortalAdmin):
    """Who counted which room, and how much was missing."""

    list_display = ["room", "began_at", "ended_at", "expected", "missing", "page"]
    list_filter = ["room", ("ended_at", either(_("under way"), pgettext_lazy("stocktake", "over")))]
    list_select_related = ["room__kind"]
    show_full_result_count = False
    fields = ["room", "began_at", "ended_at", "expected", "missing"]

    @admin.display(description=_("page"))
    def page(self, take: StockTake) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("stock_take", args=[take.pk]), pgettext("a page", "Open"))


@admin.register(CashSlip)
class CashSlipAdmin(LookOnly, PortalAdmin):
    """Slips for cash counted by two people, numbered without gaps."""

    list_display = ["number", "amount", "counted_at", "counted_by", "confirmed_at", "confirmed_by"]
    list_filter = [
        ("confirmed_at", either(_("to be counted again"), _("counted twice"))),
        ("counted_at", PastDayFilter),
    ]
    list_select_related = ["counted_by", "confirmed_by"]
    search_fields = ["number"]
    show_full_result_count = False
    fields = ["number", "gift", "amount", "counted_at", "counted_by", "confirmed_at", "confirmed_by"]


@admin.register(UseConsent)
class UseConsentAdmin(LookOnly, PortalAdmin):
    """Donors' answers about using a restricted gift for another purpose."""

    list_display = ["use", "asked_at", "said_yes", "how", "answered_at"]
    list_filter = ["said_yes", ("asked_at", PastDayFilter)]
    show_full_result_count = False
    fields = ["gift", "use", "asked_at", "said_yes", "how", "answered_at"]


@admin.register(CertificateBatch)
class CertificateBatchAdmin(LookOnly, PortalAdmin):
    """Certificates issued together."""

    list_display = ["made_at", "state", "done", "total", "ready_at", "page"]
    list_filter = ["state", ("made_at", PastDayFilter)]
    show_full_result_count = False
    fields = ["made_at", "state", "message", "one_each", "leaves_space", "ready_at"]

    @admin.display(description=_("page"))
    def page(self, batch: CertificateBatch) -> SafeString:
        return format_html('<a href="{}">{}</a>', batch.get_absolute_url(), pgettext("a page", "Open"))
