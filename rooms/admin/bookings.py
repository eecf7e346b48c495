"""Bookings: found, decided on, and taken along as a spreadsheet."""

from collections.abc import Callable
from typing import Any, cast

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export import fields, resources
from import_export.admin import ExportMixin
from import_export.formats.base_formats import XLSX

from community.admin_base import PortalHistoryAdmin
from community.admin_tools import LookOnly, apply_to_each
from community.models import User
from community.names import mask_phone
from community.spreadsheets import safe
from rooms import services
from rooms.models import Booking


def _clock(moment: Any) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


class BookingResource(resources.ModelResource):
    """One row for each booking; phone numbers masked for all but the desk."""

    ref = fields.Field("ref", gettext_lazy("reference"))
    room = fields.Field(column_name=gettext_lazy("room"))
    starts_at = fields.Field(column_name=gettext_lazy("from"))
    ends_at = fields.Field(column_name=gettext_lazy("until"))
    contact_name = fields.Field(column_name=gettext_lazy("name"))
    contact_phone = fields.Field(column_name=gettext_lazy("mobile number"))
    party_size = fields.Field("party_size", gettext_lazy("people"))
    purpose = fields.Field(column_name=gettext_lazy("purpose"))
    state = fields.Field(column_name=gettext_lazy("state"))
    reason = fields.Field(column_name=gettext_lazy("reason"))

    class Meta:
        model = Booking
        fields = (
            "ref",
            "room",
            "starts_at",
            "ends_at",
            "contact_name",
            "contact_phone",
            "party_size",
            "purpose",
            "state",
            "reason",
        )

    def __init__(self, *, shows_phones: bool = False, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.shows_phones = shows_phones

    def dehydrate_room(self, booking: Booking) -> str:
        return safe(str(booking.room))

    def dehydrate_starts_at(self, booking: Booking) -> str:
        return _clock(booking.starts_at)

    def dehydrate_ends_at(self, booking: Booking) -> str:
        return _clock(booking.ends_at)

    def dehydrate_contact_name(self, booking: Booking) -> str:
        return safe(booking.contact_name)

    def dehydrate_contact_phone(self, booking: Booking) -> str:
        if not booking.contact_phone:
            return ""
        return booking.contact_phone if self.shows_phones else mask_phone(booking.contact_phone)

    def dehydrate_purpose(self, booking: Booking) -> str:
        return safe(booking.purpose)

    def dehydrate_state(self, booking: Booking) -> str:
        return str(booking.get_state_display())

    def dehydrate_reason(self, booking: Booking) -> str:
        return safe(booking.reason)


@admin.register(Booking)
class BookingAdmin(ExportMixin, LookOnly, PortalHistoryAdmin):
    """Read-only but for the actions; a new booking is made at the desk."""

    resource_classes = [BookingResource]
    skip_export_form = True  # one tap gives the filtered list; the form would need inline styles
    list_display = ["ref", "room", "starts_at", "ends_at", "contact_name", "phone", "party_size", "state"]
    list_filter = ["state", "room", "starts_at"]
    list_select_related = ["room"]
    date_hierarchy = "starts_at"
    ordering = ["-starts_at", "-pk"]
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

    @admin.display(description=gettext_lazy("mobile number"))
    def phone(self, booking: Booking) -> str:
        return mask_phone(booking.contact_phone) if booking.contact_phone else "–"

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The booking's own page opens at the desk, and for whose it is."""
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

    def has_export_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_export_formats(self) -> list[Any]:
        return [XLSX]

    def get_export_queryset(self, request: HttpRequest) -> QuerySet[Booking]:
        try:
            return super().get_export_queryset(request).select_related("room")
        except IncorrectLookupParameters as error:
            raise SuspiciousOperation("No such filter.") from error

    def get_export_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return super().get_export_resource_kwargs(request, *args, **kwargs) | {
            # A file of everybody's numbers leaves the house: for who may change logins, as searching whole numbers is.
            "shows_phones": self.searches_whole_numbers(request)
        }

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Booking], search_term: str
    ) -> tuple[QuerySet[Booking], bool]:
        """By name, pinyin, initials, phone or reference, as at the desk."""
        if search_term:
            queryset = queryset & Booking.objects.found_by(search_term, whole_numbers=self.has_desk_permission(request))
        return queryset, False

    @admin.action(description=gettext_lazy("Approve"), permissions=["decide"])
    def approve(self, request: HttpRequest, bookings: QuerySet[Booking]) -> None:
        by = cast(User, request.user)
        apply_to_each(
            request,
            bookings.select_related("room"),
            lambda booking: services.approve_booking(booking=booking, by=by),
        )

    @admin.action(description=gettext_lazy("Decline …"), permissions=["decide"])
    def decline(self, request: HttpRequest, bookings: QuerySet[Booking]) -> HttpResponse | None:
        by = cast(User, request.user)
        return self._with_reason(
            request,
            bookings,
            _("Decline these bookings?"),
            lambda booking, reason: services.decline_booking(booking=booking, by=by, reason=reason),
        )

    @admin.action(description=gettext_lazy("Cancel …"), permissions=["desk"])
    def cancel(self, request: HttpRequest, bookings: QuerySet[Booking]) -> HttpResponse | None:
        by = cast(User, request.user)
        return self._with_reason(
            request,
            bookings,
            _("Cancel these bookings?"),
            lambda booking, reason: services.cancel_booking(booking=booking, by=by, reason=reason),
        )

    def _with_reason(
        self,
        request: HttpRequest,
        bookings: QuerySet[Booking],
        question: str,
        change: Callable[[Booking, str], object],
    ) -> HttpResponse | None:
        """Ask for the reason that residents will read, then apply the change to each."""
        bookings = bookings.select_related("room")
        reason = request.POST.get("reason", "").strip()[:200]
        if reason:
            apply_to_each(request, bookings, lambda booking: change(booking, reason))
            return None
        context = self.admin_site.each_context(request) | {
            "title": question,
            "opts": self.opts,
            "bookings": bookings,
            "action": request.POST["action"],
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "reason_missing": "reason" in request.POST,
        }
        return TemplateResponse(
            request,
            "admin/rooms/booking/reason.html",
            context,
            status=422 if context["reason_missing"] else 200,
        )
