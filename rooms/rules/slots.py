"""When a stay may start and how long it may last: free, and allowed by the room's rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import BigIntegerField
from django.utils import timezone

from community.prepared import Prepared
from community.ranges import Span
from rooms.models import Booking, Reservation, Room
from rooms.rules.availability import (
    Held,
    earliest_start,
    held_span,
    last_day,
    peak,
    places_needed,
    shortest_stay,
    starts_within,
    with_cleaning,
)

HOUR = timedelta(hours=1)


class DayPart(StrEnum):
    """The three parts of a day."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"

    @classmethod
    def of(cls, moment: datetime) -> "DayPart":
        """Morning until noon, evening from six."""
        hour = timezone.localtime(moment, timezone.get_default_timezone()).hour
        return cls.MORNING if hour < 12 else cls.AFTERNOON if hour < 18 else cls.EVENING


class Outlook(StrEnum):
    """What a day offers to a reader who wants to book a room."""

    PAST = "past"
    TOO_EARLY = "too_early"
    CLOSED = "closed"
    OVER = "over"
    FULL = "full"
    FREE = "free"

    @property
    def is_full(self) -> bool:
        return self is Outlook.FULL


@dataclass(frozen=True, slots=True)
class Start:
    """A possible start, with the longest stay from there; no stay if it is taken."""

    start: datetime
    longest: timedelta

    @property
    def is_free(self) -> bool:
        return bool(self.longest)

    def stay(self, length: timedelta) -> Span:
        """A stay of `length`, or a shorter one if no more is free."""
        return Span(self.start, self.start + min(length, self.longest))


def lengths_of(room: Room) -> list[timedelta]:
    """The lengths of a stay that a room allows, shortest first."""
    shortest, longest = shortest_stay(room), timedelta(minutes=room.max_minutes)
    return [shortest + n * room.slot for n in range((longest - shortest) // room.slot + 1)]


def usual_length(room: Room) -> timedelta:
    """The longest stay of up to an hour, or the shortest allowed one."""
    lengths = lengths_of(room)
    return max((each for each in lengths if each <= HOUR), default=lengths[0])


def outlook(room: Room, day: date, starts: Iterable[Start], *, opened: bool, desk: bool = False) -> Outlook:
    """The choices that `day` offers, given its `starts`."""
    now = timezone.now()
    if day < timezone.localdate(now):
        return Outlook.PAST
    if not opened:
        return Outlook.CLOSED
    if not desk and day > last_day(room, now):
        return Outlook.TOO_EARLY
    starts = list(starts)
    if any(each.is_free for each in starts):
        return Outlook.FREE
    return Outlook.FULL if starts or day > timezone.localdate(now) else Outlook.OVER


def starts_of(
    rooms: Iterable[Room],
    span: Span,
    opened: dict[int, list[Span]],
    *,
    people: int = 1,
    besides: Booking | None = None,
    desk: bool = False,
) -> dict[int, list[Start]]:
    """Every start within `span` that can still be requested, free or taken, by room; one query.

    `opened` is when the rooms are open then. `besides` is a booking about to be moved, whose own time counts as free.
    For the `desk`, the limits on how early and how late to book do not apply. Closed times, and rooms too small for
    `people`, have no starts.
    """
    rooms = list(rooms)
    kept = None if besides is None else besides.reservation_id
    held: dict[int, list[_Use]] = {room.pk: [] for room in rooms}
    # Plain rows instead of model instances: each is compared with every length of every start.
    for key, room_id, begins, ends, places, kind in _HELD(rooms=list(held), during=with_cleaning(rooms, span).range):
        if key != kept:
            held[room_id].append(_Use(Span(begins, ends), places, kind))
    return {room.pk: list(_starts(room, opened[room.pk], held[room.pk], people, desk)) for room in rooms}


class _Use(NamedTuple):
    span: Span
    places: int
    kind: str


_HELD = Prepared(
    lambda rooms, during: (
        Reservation.objects.held()
        .in_any(rooms)
        .filter(during__overlap=during)
        .values_list("pk", "room_id", "during__startswith", "during__endswith", "places", "kind")
    ),
    rooms=ArrayField(BigIntegerField()),
    during=DateTimeRangeField(),
)


def _starts(room: Room, opened: list[Span], held: list[_Use], people: int, desk: bool) -> Iterator[Start]:
    if people > room.capacity:
        return
    now = timezone.now()
    earliest, last = (now, date.max) if desk else (earliest_start(room, now), last_day(room, now))
    closures = [each.span for each in held if each.kind == Reservation.Kind.CLOSURE]
    shortest = shortest_stay(room)
    for open_ in opened:
        for start in starts_within(room, open_, shortest):
            if start < earliest or timezone.localdate(start) > last:
                continue
            if any(closure.overlaps(Span(start, start + shortest)) for closure in closures):
                continue
            yield Start(start, _longest(room, start, open_, held, places_needed(room, people)))


def _longest(room: Room, start: datetime, open_: Span, held: Iterable[Held], wanted: int) -> timedelta:
    """The longest stay from `start` with `wanted` free places; zero if even the shortest does not fit."""
    found = timedelta()
    held = list(held)
    for length in lengths_of(room):
        stay = Span(start, start + length)
        if stay.end > open_.end or room.capacity - peak(held, held_span(room, stay)) < wanted:
            break
        found = length
    return found
