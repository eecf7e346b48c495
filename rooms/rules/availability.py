"""What is free, the nearest alternatives, and what is in the way."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from community.ranges import DAY, Span
from rooms.models import Reservation, Room


def held_span(room: Room, span: Span) -> Span:
    """The time that a booking of `span` holds, including cleaning."""
    return Span(span.start, span.end + room.buffer)


def places_held(room: Room, party_size: int) -> int | None:
    """The number of places that a party takes; None for the whole room."""
    return party_size if room.mode == Room.Mode.PLACES else None


def places_needed(room: Room, party_size: int) -> int:
    """The number of places that must be free for a party: all of them if the room is booked as a whole."""
    return places_held(room, party_size) or room.capacity


class Held(Protocol):
    """Anything that occupies places of a room for a time, such as a reservation."""

    @property
    def span(self) -> Span: ...
    @property
    def places(self) -> int: ...


def peak(held: Iterable[Held], span: Span) -> int:
    """The maximum number of places taken at any instant of `span`."""
    overlapping = [reservation for reservation in held if reservation.span.overlaps(span)]
    if not overlapping:
        return 0
    starts = {max(reservation.span.start, span.start) for reservation in overlapping}
    return max(sum(r.places for r in overlapping if r.span.start <= moment < r.span.end) for moment in starts)


def with_cleaning(rooms: Iterable[Room], span: Span) -> Span:
    """Extend `span` by the longest cleaning time of `rooms`, for which a stay that ends with it still holds a room."""
    return Span(span.start, span.end + max((room.buffer for room in rooms), default=timedelta()))


def free_places(room: Room, span: Span) -> int:
    """The number of places that are free throughout `span`."""
    held = Reservation.objects.held().during(span).filter(room=room)
    return max(room.capacity - peak(held, span), 0)


def is_free(room: Room, span: Span, party_size: int) -> bool:
    """Whether a room has space for a party during `span` and the cleaning after it; one query."""
    return free_places(room, held_span(room, span)) >= places_needed(room, party_size)


def earliest_start(room: Room, now: datetime) -> datetime:
    """The earliest start that a resident may book, given the notice that the room requires."""
    return now + timedelta(minutes=room.notice_minutes)


def last_day(room: Room, now: datetime) -> date:
    """The last day that residents may currently book."""
    return timezone.localdate(now) + room.advance_days * DAY


def shortest_stay(room: Room) -> timedelta:
    """The shortest stay on the room's slot grid."""
    return -(-room.min_minutes // room.slot_minutes) * room.slot


def starts_within(room: Room, open_: Span, length: timedelta) -> Iterator[datetime]:
    """Every start on the room's slot grid for which a stay of `length` ends by closing time."""
    start = open_.start
    while start + length <= open_.end:
        yield start
        start += room.slot


def why_taken(room: Room, span: Span) -> str:
    """The public label of the use that is in the way, such as the name of a class."""
    return taken_by(Reservation.objects.held().during(span).filter(room=room).exclude(label="").first())


def taken_by(use: Reservation | None) -> str:
    """A message naming the use that has the room, or only that it is taken."""
    if use is None:
        return _("This time is already taken.")
    return _("The room is taken at this time: “%(use)s”.") % {"use": use.in_reader_language("label")}
