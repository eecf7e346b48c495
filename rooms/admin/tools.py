"""What the admin pages of rooms share."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import ngettext

from community.errors import DomainError
from community.templatetags.dates import span
from rooms.models import Booking

Record = TypeVar("Record")


class ReadOnlyAdmin(ModelAdmin):
    """Records that only services write: staff look, and act through actions."""

    def has_add_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


def booking_links(bookings: Iterable[Booking]) -> SafeString:
    """Links to the admin's pages of bookings, each with its time and name."""
    return format_html(
        "<ul>{}</ul>",
        format_html_join(
            "",
            '<li><a href="{}">{} · {} · {}</a></li>',
            (
                (reverse("admin:rooms_booking_change", args=[b.pk]), b.room, span(b.span), b.contact_name)
                for b in bookings
            ),
        ),
    )


def apply_to_each(request: HttpRequest, records: Iterable[Record], change: Callable[[Record], object]) -> None:
    """Apply a service to each record; say how many it took, and why it refused others."""
    done = 0
    for record in records:
        try:
            change(record)
        except DomainError as error:
            messages.error(request, f"{record}: {error.message}")
        else:
            done += 1
    if done:
        messages.success(request, ngettext("%(count)d done.", "%(count)d done.", done) % {"count": done})
