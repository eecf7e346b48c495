"""What is free, what comes nearest, and what is in the way."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone
from django.utils.translation import gettext as _

from community.ranges import DAY, Span, day_span
from rooms.models import Reservation, Room
from rooms.rules.hours import opening_spans

SEARCHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Alternative:
    """A room and time that are free now."""

    room: Room
    span: Span


def held_span(room: Room, span: Span) -> Span:
    """What a booking of `span` holds: the cleaning time after it too."""
    return Span(span.start, span.end + room.buffer)


def places_held(room: Room, party_size: int) -> int | None:
    """The places that a party takes; None is the whole room."""
    return party_size if room.mode == Room.Mode.PLACES else None


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
    use = Reservation.objects.held().during(span).filter(room=room).exclude(label="").first()
    if use is None:
        return _("This time is taken already.")
    return _("“%(use)s” has the room at this time.") % {"use": use.in_reader_language("label")}


def alternatives(room: Room, span: Span, places: int, limit: int = 3) -> list[Alternative]:
    """Up to `limit` free choices near `span`: this room at other times, then others like it.

    Looks a day back and a week ahead, from now on; five queries.
    """
    wanted_day = day_span(timezone.localdate(span.start))
    searched = Span(wanted_day.start - DAY, wanted_day.end + SEARCHED_DAYS * DAY)
    now = timezone.now()
    rooms = list(Room.objects.bookable().filter(kind=room.kind_id, capacity__gte=places))
    opened = opening_spans(rooms, searched)
    held: dict[int, list[Reservation]] = {each.pk: [] for each in rooms}
    for reservation in Reservation.objects.held().during(searched).filter(room__in=rooms):
        held[reservation.room_id].append(reservation)
    found: list[Alternative] = []
    for each in rooms:
        wanted = places_held(each, places) or each.capacity
        for open_ in opened[each.pk]:
            for start in starts_within(each, open_, span.duration):
                candidate = Span(start, start + span.duration)
                if candidate.start <= now:
                    continue
                if each.capacity - peak(held[each.pk], held_span(each, candidate)) >= wanted:
                    found.append(Alternative(each, candidate))
    found.sort(key=lambda choice: (abs(choice.span.start - span.start), choice.room.pk != room.pk))
    return found[:limit]
