"""Bookings that can no longer take place as booked."""

from bisect import bisect_right
from collections.abc import Iterable

from django.utils import timezone

from community.ranges import Span
from rooms.models import Booking, Room
from rooms.rules.hours import opening_spans


def displaced_bookings() -> list[Booking]:
    """Upcoming bookings that now fall outside their room's hours.

    Caused by a newly published holiday arrangement, a special day or changed hours; staff deal with each.
    """
    keys = displaced_keys(Room.objects.all())
    if not keys:
        return []
    return list(Booking.objects.filter(pk__in=keys).select_related("room", "user").order_by("starts_at"))


def displaced_keys(rooms: Iterable[Room]) -> list[int]:
    """The primary keys of such bookings in some rooms. Four queries."""
    now = timezone.now()
    ahead = Booking.objects.upcoming(now).filter(starts_at__gt=now)
    bookings = [
        (key, room, Span(start, end))
        for key, room, start, end in ahead.values_list("pk", "room_id", "starts_at", "ends_at")
    ]
    if not bookings:
        return []
    whole = Span(min(span.start for _key, _room, span in bookings), max(span.end for _key, _room, span in bookings))
    booked = {room for _key, room, _span in bookings}
    opened = opening_spans([room for room in rooms if room.pk in booked], whole)
    starts = {room: [each.start for each in spans] for room, spans in opened.items()}

    def is_held(room: int, span: Span) -> bool:
        """Whether an opening period covers the span; those of a room are sorted, so only one can."""
        place = bisect_right(starts[room], span.start) - 1
        return place >= 0 and opened[room][place].contains(span)

    return [key for key, room, span in bookings if room in opened and not is_held(room, span)]
