"""Helpers shared by the admin pages of rooms."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from community.templatetags.dates import span
from rooms.models import Booking


def booking_links(bookings: Iterable[Booking]) -> SafeString:
    """Links to bookings in the admin, each with its time and name."""
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
