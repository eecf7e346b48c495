"""The time grids of a day and of a week."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from community.days import DayStatus, day_statuses
from community.models import User
from community.ranges import DAY, Span, day_span, week_span
from rooms.models import Room
from rooms.rules.hours import opening_spans
from rooms.selectors.holds import Hold, as_seen_by, held_in, rooms_held_by
from rooms.selectors.timegrid import Grid, build_grid, own_column


@dataclass(frozen=True, slots=True)
class DayGrid:
    """All rooms in use on one day."""

    day: DayStatus
    grid: Grid


def day_grid(day: date, *, rooms: list[Room] | None = None, now: datetime | None = None) -> DayGrid:
    """Some rooms, or all in use, on `day` as anybody sees them; five queries, four with `rooms` given."""
    rooms = list(Room.objects.in_use()) if rooms is None else rooms
    statuses = day_statuses([day])
    span = day_span(day)
    opened = opening_spans(rooms, span, statuses)
    holds = _holds(rooms, span, None)
    columns = [(room, statuses[day], opened[room.pk], holds[room.pk]) for room in rooms]
    return DayGrid(statuses[day], build_grid(columns, now or timezone.now()))


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """One room from Monday to Sunday."""

    room: Room
    days: list[DayStatus]
    grid: Grid


def week_grid(room: Room, day: date, *, now: datetime | None = None) -> WeekGrid:
    """The week that holds `day` in one room, as anybody sees it; four queries."""
    week = week_span(day)
    days = [timezone.localdate(week.start) + n * DAY for n in range(7)]
    statuses = day_statuses(days)
    opened = opening_spans([room], week, statuses)[room.pk]
    holds = _holds([room], week, None)[room.pk]
    columns = [
        (
            room,
            statuses[each],
            [open_ for open_ in opened if open_.overlaps(day_span(each))],
            _on(each, holds),
        )
        for each in days
    ]
    return WeekGrid(room, [statuses[each] for each in days], build_grid(columns, now or timezone.now()))


def as_read_by(user: User | None, grid: Grid, favourites: Collection[int] = ()) -> Grid:
    """A grid as one reader sees it: favourites first, and what is the reader's own as such.

    One query, and another where something in it is the reader's.
    """
    columns = sorted(grid.columns, key=lambda column: column.room.pk not in favourites)
    if user is None or not columns:
        return replace(grid, columns=columns)
    days = [each.day.date for each in columns]
    whole = Span(day_span(min(days)).start, day_span(max(days)).end)
    rooms = {each.room.pk: each.room for each in columns}
    mine = rooms_held_by(user, rooms, whole)
    if not mine:
        return replace(grid, columns=columns)
    holds = _holds([rooms[pk] for pk in mine], whole, user)
    now = timezone.now()
    seen = [
        own_column(grid, each, _on(each.day.date, holds[each.room.pk]), now) if each.room.pk in mine else each
        for each in columns
    ]
    return replace(grid, columns=seen)


def _on(day: date, holds: list[Hold]) -> list[Hold]:
    return [hold for hold in holds if hold.span.overlaps(day_span(day))]


def _holds(rooms: list[Room], span: Span, user: User | None) -> Mapping[int, list[Hold]]:
    # The last stay of the span holds its cleaning time beyond it.
    cleaning = max((room.buffer for room in rooms), default=timedelta())
    found = held_in(rooms, Span(span.start, span.end + cleaning))
    return {pk: [as_seen_by(each, user) for each in held] for pk, held in found.items()}
