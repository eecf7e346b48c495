"""The starts and ends that the booking form offers: really free, and allowed by the room."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from community.ranges import Span, day_span
from rooms.availability import held_span, peak, places_held, starts_within
from rooms.hours import opening_spans
from rooms.models import Booking, Reservation, Room


@dataclass(frozen=True, slots=True)
class FreeStart:
    """A moment at which a stay may start, and the moments at which it may end."""

    start: datetime
    ends: tuple[datetime, ...]


def free_starts(room: Room, day: date, *, people: int = 1, besides: Booking | None = None) -> list[FreeStart]:
    """Every start on `day` that has room for `people` for the shortest stay at least.

    `besides` is a booking about to be moved, whose own time counts as free. Four queries.
    """
    if people > room.capacity:
        return []
    span = day_span(day)
    held = Reservation.objects.held().during(held_span(room, span)).filter(room=room)
    if besides is not None:
        held = held.exclude(pk=besides.reservation_id)
    reservations = list(held)
    wanted = places_held(room, people) or room.capacity
    earliest = timezone.now() + timedelta(minutes=room.notice_minutes)
    found = []
    for open_ in opening_spans([room], span)[room.pk]:
        for start in starts_within(room, open_, room.slot):
            if start < earliest:
                continue
            ends = tuple(_ends(room, start, open_, reservations, wanted))
            if ends:
                found.append(FreeStart(start, ends))
    return found


def _ends(room: Room, start: datetime, open_: Span, reservations: list[Reservation], wanted: int) -> Iterator[datetime]:
    """The ends of a stay from `start`, shortest first, up to the first that does not fit."""
    length = room.slot
    while length <= timedelta(minutes=room.max_minutes) and start + length <= open_.end:
        if length >= timedelta(minutes=room.min_minutes):
            stay = Span(start, start + length)
            if room.capacity - peak(reservations, held_span(room, stay)) < wanted:
                return
            yield stay.end
        length += room.slot
