"""What pages and other apps read about rooms, as small typed values."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from community.days import DayStatus, day_statuses
from community.models import User
from community.ranges import DAY, Span, day_span, week_span
from community.registers import presence
from rooms.hours import opening_spans
from rooms.models import Reservation, Room
from rooms.timegrid import Grid, Hold, ReservedTime, as_seen_by, build_grid

OPENS_WITHIN = timedelta(days=10)  # longer than any statutory holiday


@dataclass(frozen=True, slots=True)
class RoomNow:
    """A room at this moment, for one reader.

    `state` is `free`, `open` (walk in), `taken`, `class` or `closed`; `until` is when it
    changes today, None where it does not. `people` are in the room, `free_places` left.
    A closed room `opens` at a moment, today or later; None where that is too far to know.
    """

    room: Room
    state: str
    until: datetime | None
    people: int
    free_places: int
    note: str = ""
    opens: datetime | None = None

    @property
    def is_free(self) -> bool:
        return self.state in ("free", "open")


def rooms_now(*, now: datetime | None = None) -> list[RoomNow]:
    """Every room in use with what it is at this moment; six queries, and one for each other app that counts people."""
    now = now or timezone.now()
    rooms = list(Room.objects.in_use().select_related("kind"))
    day = day_span(timezone.localdate(now))
    ahead = Span(day.start, day.start + OPENS_WITHIN)
    opened = opening_spans(rooms, ahead)
    held = _held(rooms, day, closed_during=ahead)
    people = presence.people_in([room.pk for room in rooms], now)
    return [_room_now(room, now, opened[room.pk], held[room.pk], people[room.pk]) for room in rooms]


def _room_now(room: Room, now: datetime, opened: list[Span], held: list[ReservedTime], people: int) -> RoomNow:
    tonight = day_span(timezone.localdate(now)).end
    holds = [as_seen_by(each, None) for each in held]
    state, note = _state_at(now, room, opened, holds)
    edges = sorted({edge for span in (*opened, *(hold.span for hold in holds)) for edge in (span.start, span.end)})
    later = (edge for edge in edges if now < edge <= tonight)
    until = next((edge for edge in later if _state_at(edge, room, opened, holds)[0] != state), None)
    if state == "closed":
        closures = [hold.span for hold in holds if hold.state == "closed"]
        opens = min(
            (part.start for open_ in opened for part in open_.minus(closures) if part.start > now), default=None
        )
        return RoomNow(room, state, until, 0, 0, note, opens)
    free = room.capacity - sum(hold.places for hold in holds if hold.span.start <= now < hold.span.end)
    return RoomNow(room, state, until, people, max(free, 0), note)


def _state_at(moment: datetime, room: Room, opened: list[Span], holds: list[Hold]) -> tuple[str, str]:
    held = [hold for hold in holds if hold.span.start <= moment < hold.span.end]
    for hold in held:
        if hold.state == "closed":
            return "closed", hold.note
    if not any(open_.start <= moment < open_.end for open_ in opened):
        return "closed", ""
    needed = 1 if room.mode == Room.Mode.PLACES else room.capacity
    if room.capacity - sum(hold.places for hold in held) < needed:
        named = next((hold for hold in held if hold.state == "class"), None)
        return ("class", named.note) if named else ("taken", "")
    return ("open" if room.mode == Room.Mode.WALK_IN else "free"), ""


@dataclass(frozen=True, slots=True)
class Doors:
    """Whether one may come in: `free` rooms now; where all are closed, when the first `opens` again."""

    rooms: int
    free: int
    are_closed: bool
    opens: datetime | None


def doors(rooms: list[RoomNow]) -> Doors:
    """The doors of the whole centre, from its rooms; without any room they are closed, and nobody knows until when."""
    are_closed = all(each.state == "closed" for each in rooms)
    opens = min((each.opens for each in rooms if each.opens), default=None) if are_closed else None
    return Doors(len(rooms), sum(each.is_free for each in rooms), are_closed, opens)


def favourites_of(user: User | None) -> set[int]:
    """The primary keys of the rooms that a user starred; one query for somebody logged in."""
    return set() if user is None else set(user.favourite_rooms.values_list("room_id", flat=True))


@dataclass(frozen=True, slots=True)
class DayGrid:
    """All rooms in use on one day."""

    day: DayStatus
    grid: Grid


def day_grid(
    day: date, *, rooms: list[Room] | None = None, user: User | None = None, now: datetime | None = None
) -> DayGrid:
    """Some rooms, or all in use, on `day` as `user` sees them; five queries, four with `rooms` given."""
    rooms = list(Room.objects.in_use()) if rooms is None else rooms
    statuses = day_statuses([day])
    span = day_span(day)
    opened = opening_spans(rooms, span, statuses)
    holds = _holds(rooms, span, user)
    columns = [(room, statuses[day], opened[room.pk], holds[room.pk]) for room in rooms]
    return DayGrid(statuses[day], build_grid(columns, now or timezone.now()))


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """One room from Monday to Sunday."""

    room: Room
    days: list[DayStatus]
    grid: Grid


def week_grid(room: Room, day: date, *, user: User | None = None, now: datetime | None = None) -> WeekGrid:
    """The week that holds `day` in one room, as `user` sees it; four queries."""
    week = week_span(day)
    days = [timezone.localdate(week.start) + n * DAY for n in range(7)]
    statuses = day_statuses(days)
    opened = opening_spans([room], week, statuses)[room.pk]
    holds = _holds([room], week, user)[room.pk]
    columns = [
        (
            room,
            statuses[each],
            [open_ for open_ in opened if open_.overlaps(day_span(each))],
            [hold for hold in holds if hold.span.overlaps(day_span(each))],
        )
        for each in days
    ]
    return WeekGrid(room, [statuses[each] for each in days], build_grid(columns, now or timezone.now()))


def _holds(rooms: list[Room], span: Span, user: User | None) -> Mapping[int, list[Hold]]:
    # The last stay of the span holds its cleaning time beyond it.
    cleaning = max((room.buffer for room in rooms), default=timedelta())
    found = _held(rooms, Span(span.start, span.end + cleaning))
    return {pk: [as_seen_by(each, user) for each in held] for pk, held in found.items()}


def _held(rooms: Iterable[Room], span: Span, *, closed_during: Span | None = None) -> dict[int, list[ReservedTime]]:
    """What holds each room in `span`, and what closes it in `closed_during`.

    One query, and rows in place of model instances, for there are hundreds.
    """
    found: dict[int, list[ReservedTime]] = {room.pk: [] for room in rooms}
    wanted = Reservation.objects.held().during(span)
    if closed_during is not None:
        wanted |= Reservation.objects.held().during(closed_during).filter(kind=Reservation.Kind.CLOSURE)
    rows = (
        wanted.filter(room__in=found)
        .order_by("during")
        .values_list(
            "room_id",
            "during",
            "places",
            "kind",
            "booking__user_id",
            "booking__ref",
            "booking__state",
            "offered_to__pk",
            "offered_to__user_id",
            "closure__reason",
            "closure__reason_en",
            "label",
            "label_en",
            "path",
        )
    )
    for row in rows:
        found[row[0]].append(ReservedTime(*row))
    return found
