"""The time grids of a day and of a week."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from django.utils import timezone

from community.days import DayStatus
from community.models import User
from community.ranges import DAY, Span, day_span, week_span
from rooms.models import Room
from rooms.rules.hours import known_hours
from rooms.selectors.holds import Hold, as_seen_by, held_by, held_in
from rooms.selectors.now import rooms_in_use
from rooms.selectors.timegrid import Column, Grid, build_grid, own_column


@dataclass(frozen=True, slots=True)
class DayGrid:
    """All rooms in use on one day."""

    day: DayStatus
    grid: Grid


def day_grid(day: date, *, rooms: list[Room] | None = None, now: datetime | None = None) -> DayGrid:
    """Some rooms, or all in use, on `day` as anybody sees them; three queries, two with `rooms` given."""
    rooms = rooms_in_use() if rooms is None else rooms
    statuses, opened = known_hours(rooms, [day])
    holds = _holds(rooms, day_span(day), None)
    columns = [(room, statuses[day], opened[room.pk, day], holds[room.pk]) for room in rooms]
    return DayGrid(statuses[day], build_grid(columns, now or timezone.now()))


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """One room from Monday to Sunday."""

    room: Room
    days: list[DayStatus]
    grid: Grid


def week_grid(room: Room, day: date, *, now: datetime | None = None) -> WeekGrid:
    """The week that holds `day` in one room, as anybody sees it; two queries."""
    week = week_span(day)
    days = [timezone.localdate(week.start) + n * DAY for n in range(7)]
    statuses, opened = known_hours([room], days)
    holds = _holds([room], week, None)[room.pk]
    columns = [
        (
            room,
            statuses[each],
            opened[room.pk, each],
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
    mine = held_by(user, rooms, whole)
    if not mine:
        return replace(grid, columns=columns)
    holds, now = _holds([rooms[pk] for pk in {room for room, _span in mine}], whole, user), timezone.now()

    def seen(column: Column) -> Column:
        day = day_span(column.day.date)
        if not any(room == column.room.pk and span.overlaps(day) for room, span in mine):
            return column
        return own_column(grid, column, _on(column.day.date, holds[column.room.pk]), now)

    return replace(grid, columns=[seen(each) for each in columns])


def _on(day: date, holds: list[Hold]) -> list[Hold]:
    return [hold for hold in holds if hold.span.overlaps(day_span(day))]


def _holds(rooms: list[Room], span: Span, user: User | None) -> Mapping[int, list[Hold]]:
    # The last stay of the span holds its cleaning time beyond it.
    cleaning = max((room.buffer for room in rooms), default=timedelta())
    found = held_in(rooms, Span(span.start, span.end + cleaning))
    return {pk: [as_seen_by(each, user) for each in held] for pk, held in found.items()}
