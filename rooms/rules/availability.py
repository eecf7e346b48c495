"""What is free, what comes nearest, and what is in the way."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from community.ranges import DAY, Span
from rooms.models import Reservation, Room


def held_span(room: Room, span: Span) -> Span:
    """What a booking of `span` holds: the cleaning time after it too."""
    return Span(span.start, span.end + room.buffer)


def places_held(room: Room, party_size: int) -> int | None:
    """The places that a party takes; None is the whole room."""
    return party_size if room.mode == Room.Mode.PLACES else None


def places_needed(room: Room, party_size: int) -> int:
    """The places that must be free for a party: its own, or all of a room that is booked whole."""
    return places_held(room, party_size) or room.capacity


class Held(Protocol):
    """Whatever keeps places of a room for a while: a reservation, or one as a reader sees it."""

    @property
    def span(self) -> Span: ...
    @property
    def places(self) -> int: ...


def peak(held: Iterable[Held], span: Span) -> int:
    """The most places taken at any instant of `span`."""
    overlapping = [reservation for reservation in held if reservation.span.overlaps(span)]
    if not overlapping:
        return 0
    starts = {max(reservation.span.start, span.start) for reservation in overlapping}
    return max(sum(r.places for r in overlapping if r.span.start <= moment < r.span.end) for moment in starts)


def free_places(room: Room, span: Span) -> int:
    """The places free through the whole of `span`."""
    held = Reservation.objects.held().during(span).filter(room=room)
    return max(room.capacity - peak(held, span), 0)


def is_free(room: Room, span: Span, party_size: int) -> bool:
    """Whether a party could have a room for `span` and the cleaning after it; one query."""
    return free_places(room, held_span(room, span)) >= places_needed(room, party_size)


def earliest_start(room: Room, now: datetime) -> datetime:
    """From when on a resident may still book; the room may want some notice."""
    return now + timedelta(minutes=room.notice_minutes)


def last_day(room: Room, now: datetime) -> date:
    """The last day that residents may book by now."""
    return timezone.localdate(now) + room.advance_days * DAY


def shortest_stay(room: Room) -> timedelta:
    """The shortest stay on the room's slot grid."""
    return -(-room.min_minutes // room.slot_minutes) * room.slot


def starts_within(room: Room, open_: Span, length: timedelta) -> Iterator[datetime]:
    """Every start on the room's slot grid whose stay of `length` ends by closing."""
    start = open_.start
    while start + length <= open_.end:
        yield start
        start += room.slot


def why_taken(room: Room, span: Span) -> str:
    """What everybody may read of the use that is in the way, such as a class's name."""
    return taken_by(Reservation.objects.held().during(span).filter(room=room).exclude(label="").first())


def taken_by(use: Reservation | None) -> str:
    """That a labelled use has the room; only that it is taken where there is none."""
    if use is None:
        return _("This time is taken already.")
    return _("“%(use)s” has the room at this time.") % {"use": use.in_reader_language("label")}
