"""Today in every room, as the home page and the board show it: no names, no purposes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter

from django.utils import timezone

from community.ranges import Span, day_span
from rooms.hours import opening_spans
from rooms.models import Closure, HeadCount, Reservation, Room

QUARTER = timedelta(minutes=15)
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A time in which a room stays `free`, `taken`, `class`, `shut` (a closure) or `closed` (its hours)."""

    span: Span
    state: str
    reason: str = ""
    past: bool = False

    @property
    def quarters(self) -> int:
        """Its length in quarters of an hour, which are the columns of the board."""
        return round(self.span.duration / QUARTER)


@dataclass(frozen=True, slots=True)
class RoomToday:
    """A room now and through its day; `people` counts walk-in visitors."""

    room: Room
    free_places: int
    people: int
    now: Stretch
    stretches: list[Stretch]

    @property
    def taken(self) -> list[Stretch]:
        """What is still to come today and not free, as a short list says it."""
        return [s for s in self.stretches if not s.past and s.state not in {"free", "closed"}]

    @property
    def opens_at(self) -> datetime | None:
        """When a room that is closed now opens, if it still does today."""
        opens = self.now.span.end
        today = timezone.localdate(self.now.span.start, timezone.get_default_timezone())
        return opens if self.now.state == "closed" and opens < day_span(today).end else None


@dataclass(frozen=True, slots=True)
class Today:
    """All rooms in use, and the hours in which any of them is open (none on a closed day)."""

    rooms: list[RoomToday]
    hours: list[datetime]

    @property
    def free(self) -> list[RoomToday]:
        """The rooms that somebody can walk into or book this minute."""
        return [room for room in self.rooms if room.now.state == "free"]


def rooms_today(now: datetime) -> Today:
    """Every room in use, in its order, with its day from first opening to last closing; seven queries."""
    rooms = list(Room.objects.in_use().select_related("kind"))
    date = timezone.localdate(now, timezone.get_default_timezone())
    day = day_span(date)
    opened = opening_spans(rooms, day)
    held: dict[int, list[Reservation]] = defaultdict(list)
    for reservation in Reservation.objects.held().during(day).filter(room__in=rooms):
        held[reservation.room_id].append(reservation)
    reasons = {
        closure.reservation_id: closure.in_reader_language("reason")
        for closure in Closure.objects.filter(reservation__in=[r for each in held.values() for r in each])
    }
    people = dict(HeadCount.objects.filter(day=date).values_list("room_id", "people"))
    whole = _whole(span for spans in opened.values() for span in spans)
    return Today(
        rooms=[
            _room_today(room, now, day, whole, opened[room.pk], held[room.pk], reasons, people.get(room.pk, 0))
            for room in rooms
        ],
        hours=[whole.start + n * HOUR for n in range(round(whole.duration / HOUR))] if whole else [],
    )


def _whole(opened: Iterable[Span]) -> Span | None:
    """From the first opening to the last closing, in whole hours."""
    spans = list(opened)
    if not spans:
        return None
    start = min(span.start for span in spans).replace(minute=0)
    end = max(span.end for span in spans)
    return Span(start, start + -((start - end) // HOUR) * HOUR)


def _room_today(
    room: Room,
    now: datetime,
    day: Span,
    whole: Span | None,
    opened: list[Span],
    held: list[Reservation],
    reasons: dict[int, str],
    people: int,
) -> RoomToday:
    def at(moment: datetime) -> tuple[str, str]:
        return _state(room, Span(moment, moment + timedelta(microseconds=1)), opened, held, reasons)

    edges = {edge for span in (*opened, *(r.span for r in held)) for edge in (span.start, span.end)}
    until = next((edge for edge in sorted(edges) if edge > now and at(edge) != at(now)), day.end)
    taken = sum(r.places for r in held if r.span.start <= now < r.span.end)
    return RoomToday(
        room=room,
        free_places=max(room.capacity - taken, 0) if at(now)[0] == "free" else 0,
        people=people,
        now=Stretch(Span(now, until), *at(now)),
        stretches=[] if whole is None else list(_stretches(room, now, whole, opened, held, reasons)),
    )


def _stretches(
    room: Room,
    now: datetime,
    whole: Span,
    opened: list[Span],
    held: list[Reservation],
    reasons: dict[int, str],
) -> Iterable[Stretch]:
    """The day in runs of quarters that are alike; what is past stands apart."""
    quarters = [whole.start + n * QUARTER for n in range(round(whole.duration / QUARTER))]
    looks = [
        (start, (*_state(room, Span(start, start + QUARTER), opened, held, reasons), start + QUARTER <= now))
        for start in quarters
    ]
    for look, run in groupby(looks, key=itemgetter(1)):
        starts = [start for start, _look in run]
        yield Stretch(Span(starts[0], starts[-1] + QUARTER), *look)


def _state(
    room: Room, span: Span, opened: list[Span], held: list[Reservation], reasons: dict[int, str]
) -> tuple[str, str]:
    """What a short stretch is, and why where it is shut."""
    holds = [r for r in held if r.span.overlaps(span)]
    for hold in holds:
        if hold.kind == Reservation.Kind.CLOSURE:
            return "shut", reasons.get(hold.pk, "")
    if not any(open_.overlaps(span) for open_ in opened):
        return "closed", ""
    if sum(hold.places for hold in holds) < room.capacity:
        return "free", ""
    return ("class" if any(hold.kind == Reservation.Kind.CLASS for hold in holds) else "taken"), ""
