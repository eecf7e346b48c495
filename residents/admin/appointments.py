"""Appointments and their terms; succession is done on the roster page."""

from collections.abc import Iterator
from typing import Any, cast

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from community.errors import DomainError
from community.http import whole_number
from community.models import User
from community.names import mask_phone
from community.ranges import today
from residents import services
from residents.admin.base import NeverDeleted
from residents.forms import AppointmentForm
from residents.models import Appointment, Resident

# What belongs together is side by side.
FIELDS = [
    "role",
    "resident",
    ("name", "phone"),
    ("compound", "building"),
    ("first_unit", "last_unit"),
    ("first_day", "last_day"),
    ("is_public", "is_phone_public"),
    "photo",
]


@admin.register(Appointment)
class AppointmentAdmin(NeverDeleted):
    """Appointments and their terms; succession is done on the roster page."""

    form = AppointmentForm
    list_display = ["name", "role", "scope", "days", "is_public"]
    list_filter = ["role", "building", "is_public"]
    list_select_related = ["building", "compound"]
    search_fields = ["name"]
    autocomplete_fields = ["resident"]
    masked = {"phone": mask_phone}

    class Media:
        js = ["js/appointment.js"]

    def get_fields(self, request: HttpRequest, obj: Appointment | None = None) -> Any:
        """Readers without permission to change see units and term in words."""
        if obj is None or self.has_change_permission(request, obj):
            return FIELDS
        return ["role", "resident", "name", "phone", "scope", "days", "is_public", "is_phone_public"]

    @admin.display(description=_("term"), ordering="term")
    def days(self, appointment: Appointment) -> str:
        return appointment.term_in_words

    @admin.display(description=_("for"))
    def scope(self, appointment: Appointment) -> str:
        return appointment.scope

    def refusal(self, error: DomainError) -> str:
        """The error about the overlapping term, with a link to hand it over."""
        other = error.details.get("other")
        if not isinstance(other, Appointment):
            return super().refusal(error)
        page = reverse("succeed", args=[other.pk])
        return format_html('{} <a href="{}">{}</a>', error.message, page, _("Hand this role over"))

    def row_links(self, request: HttpRequest, record: Appointment) -> Iterator[tuple[str, Any]]:
        is_current = record.term.upper is None or record.term.upper > today()
        if is_current and self.has_change_permission(request, record):
            yield reverse("succeed", args=[record.pk]), _("Hand over")

    def get_urls(self) -> list[URLPattern]:
        own = path("contact/", self.admin_site.admin_view(require_POST(self.contact)), name="residents_contact")
        return [own, *super().get_urls()]

    def contact(self, request: HttpRequest) -> HttpResponse:
        """Name and phone of the resident chosen in the form; each look is recorded."""
        if not (self.has_add_permission(request) or self.has_change_permission(request)):
            raise PermissionDenied
        key = request.POST.get("resident", "")
        resident = get_object_or_404(Resident, pk=whole_number(key), anonymised_at=None)
        try:
            return JsonResponse(services.contact_of(resident=resident, by=cast(User, request.user)))
        except DomainError as error:
            return JsonResponse({"refused": error.message}, status=error.status)

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        services.save_appointment(appointment=obj, by=cast(User, request.user))
