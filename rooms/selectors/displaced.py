"""Bookings that can no longer be held as they were made."""

from django.utils import timezone

from community.ranges import Span
from rooms.models import Booking
from rooms.rules.hours import opening_spans


def displaced_bookings() -> list[Booking]:
    """Upcoming bookings that now fall outside their room's hours.

    A newly published holiday arrangement, a special day or changed hours bring them
    about; staff settle each.
    """
    bookings = list(Booking.objects.upcoming(timezone.now()).select_related("room", "user").order_by("starts_at"))
    if not bookings:
        return []
    rooms = {booking.room_id: booking.room for booking in bookings}
    whole = Span(min(b.starts_at for b in bookings), max(b.ends_at for b in bookings))
    spans = opening_spans(rooms.values(), whole)
    return [
        b
        for b in bookings
        if not any(open_.contains(b.span) for open_ in spans[b.room_id]) and b.starts_at > timezone.now()
    ]
