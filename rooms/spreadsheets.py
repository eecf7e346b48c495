"""Exports of bookings."""

from collections.abc import Iterable, Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.names import mask_phone, shown_name
from community.spreadsheets import workbook
from rooms.models import Booking


def bookings_workbook(bookings: Iterable[Booking], *, shows_phones: bool) -> bytes:
    """A row for each booking; without `shows_phones` numbers are masked. Select the rooms along with the bookings."""
    header = [
        _("reference"),
        _("room"),
        _("from"),
        _("until"),
        pgettext("person", "name"),
        _("mobile number"),
        _("people"),
        _("purpose"),
        _("state"),
        _("reason"),
    ]
    return workbook(header, _rows(bookings, shows_phones))


def _rows(bookings: Iterable[Booking], shows_phones: bool) -> Iterator[list[object]]:
    for booking in bookings:
        phone = booking.contact_phone
        yield [
            booking.ref,
            str(booking.room),
            f"{timezone.localtime(booking.starts_at):%Y-%m-%d %H:%M}",
            f"{timezone.localtime(booking.ends_at):%Y-%m-%d %H:%M}",
            shown_name(booking.contact_name),
            phone if shows_phones or not phone else mask_phone(phone),
            booking.party_size,
            booking.purpose,
            str(booking.get_state_display()),
            booking.reason,
        ]
