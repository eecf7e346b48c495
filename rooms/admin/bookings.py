"""Bookings: search, decisions, and the export to a spreadsheet."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from community.admin_base import PortalHistoryAdmin
from community.admin_filters import FromTodayFilter
from community.admin_tools import LookOnly, apply_to_each, ask_reason
from community.models import User
from community.names import mask_phone, shown_name
from community.ranges import today
from community.spreadsheets import download
from rooms import services
from rooms.models import Booking
from rooms.spreadsheets import bookings_workbook


@admin.register(Booking)
class BookingAdmin(LookOnly, PortalHistoryAdmin):
    """Read-only except for the actions; new bookings are made at the desk."""

    new_words = gettext_lazy("Book for someone")
    change_list_template = "admin/rooms/booking/change_list.html"
    list_display = ["starts_at", "ends_at", "who", "room", "party", "state"]
    day_filter = FromTodayFilter
    row_actions = {
        "approve": lambda booking: booking.state == Booking.State.REQUESTED,
        "decline": lambda booking: booking.state == Booking.State.REQUESTED,
        "cancel": lambda booking: booking.state == Booking.State.CONFIRMED,
    }
    at_once = frozenset({"approve"})
    list_filter = ["state", "room", "starts_at"]
    list_select_related = ["room"]
    date_hierarchy = "starts_at"
    search_fields = ["contact_name"]
    show_full_result_count = False
    list_per_page = 50
    actions = ["approve", "decline", "cancel"]
    fields = [
        "ref",
        "room",
        ("starts_at", "ends_at"),
        ("contact_name", "phone", "user"),
        ("party_size", "with_guardian"),
        "purpose",
        ("state", "reason"),
        ("created_by", "created_at", "checked_in_at"),
    ]
    readonly_fields = ["ref", "phone", "created_at"]
    names = {"contact_name": lambda booking: shown_name(booking.contact_name)}

    def get_ordering(self, request: HttpRequest) -> Any:
        """Upcoming bookings in order of time; past ones with the latest first."""
        is_past = request.GET.get("starts_at__day") == "all" or "q" in request.GET
        return ["-starts_at", "-pk"] if is_past else ["starts_at", "pk"]

    @admin.display(description=gettext_lazy("who"), ordering="contact_name")
    def who(self, booking: Booking) -> SafeString:
        """The name and the masked number, to tell apart people of the same name."""
        phone = mask_phone(booking.contact_phone) if booking.contact_phone else ""
        return format_html('<strong>{}</strong> <span class="soft">{}</span>', shown_name(booking.contact_name), phone)

    @admin.display(description=gettext_lazy("people and purpose"), ordering="party_size")
    def party(self, booking: Booking) -> str:
        people = ngettext("%(count)d person", "%(count)d people", booking.party_size) % {"count": booking.party_size}
        return f"{people} · {booking.purpose}" if booking.purpose else people

    @admin.display(description=gettext_lazy("mobile number"))
    def phone(self, booking: Booking) -> str:
        return mask_phone(booking.contact_phone) if booking.contact_phone else "–"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """Link to the booking's own page, which opens for the desk and for its owner."""
        response: Any = super().render_change_form(request, context, *args, **kwargs)
        response.context_data["has_absolute_url"] &= self.has_desk_permission(request)
        return response

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("rooms.run_desk")

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return redirect("desk_book")

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("rooms.approve_booking")

    def has_desk_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("rooms.run_desk")

    def get_urls(self) -> list[URLPattern]:
        export = self.admin_site.admin_view(require_safe(self.export))
        return [path("export/", export, name="rooms_booking_export"), *super().get_urls()]

    def export(self, request: HttpRequest) -> HttpResponse:
        """The filtered list as a workbook."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            shown = self.get_changelist_instance(request).get_queryset(request)
        except IncorrectLookupParameters as error:
            raise SuspiciousOperation("No such filter.") from error
        bookings = shown.select_related("room").iterator(1000)
        # This file contains the phone numbers of all bookers, so it requires the permission to change logins.
        content = bookings_workbook(bookings, shows_phones=self.searches_whole_numbers(request))
        return download(content, f"bookings-{today():%Y-%m-%d}.xlsx")

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Booking], search_term: str
    ) -> tuple[QuerySet[Booking], bool]:
        """Search by name, pinyin, initials, phone or reference, as the desk does."""
        if search_term:
            queryset = queryset & Booking.objects.found_by(search_term, whole_numbers=self.has_desk_permission(request))
        return queryset, False

    @admin.action(description=gettext_lazy("Approve"), permissions=["decide"])
    def approve(self, request: HttpRequest, bookings: QuerySet[Booking]) -> None:
        apply_to_each(
            request,
            bookings.select_related("room"),
            lambda booking, by: services.approve_booking(booking=booking, by=by),
        )

    @admin.action(description=gettext_lazy("Decline …"), permissions=["decide"])
    def decline(self, request: HttpRequest, bookings: QuerySet[Booking]) -> HttpResponse | None:
        return self._with_reason(
            request,
            bookings,
            _("Decline these bookings?"),
            lambda booking, reason, by: services.decline_booking(booking=booking, by=by, reason=reason),
        )

    @admin.action(description=gettext_lazy("Cancel …"), permissions=["desk"])
    def cancel(self, request: HttpRequest, bookings: QuerySet[Booking]) -> HttpResponse | None:
        return self._with_reason(
            request,
            bookings,
            _("Cancel these bookings?"),
            lambda booking, reason, by: services.cancel_booking(booking=booking, by=by, reason=reason),
        )

    def _with_reason(
        self,
        request: HttpRequest,
        bookings: QuerySet[Booking],
        question: str,
        change: Callable[[Booking, str, User], object],
    ) -> HttpResponse | None:
        """Ask for a reason, which residents will read, then apply the change to each booking."""
        return ask_reason(self, request, bookings.select_related("room"), question=question, change=change)
