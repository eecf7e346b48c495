"""Bookings that cannot stay: outside the hours, or in the way of a closure."""

from collections.abc import Iterable

from django.utils import timezone

from community.ranges import Span
from rooms.models import Booking, Reservation, Room
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


def displaced_by(*, rooms: Iterable[Room], span: Span) -> list[Booking]:
    """The bookings that a closure of these rooms would displace."""
    held = Reservation.objects.held().during(span).filter(room__in=list(rooms))
    return list(
        Booking.objects.active()
        .filter(reservation__in=held)
        .select_related("room", "user", "reservation")
        .order_by("starts_at")
    )
