"""The time grids of a day and of a week."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from community.days import DayStatus
from community.models import User
from community.ranges import DAY, day_span, week_span
from rooms.models import Room
from rooms.rules.availability import with_cleaning
from rooms.rules.hours import known_hours
from rooms.selectors.holds import Held, Hold, ReservedTime, as_seen_by, held_in
from rooms.selectors.now import rooms_in_use
from rooms.selectors.timegrid import Column, Grid, build_grid, own_column


@dataclass(frozen=True, slots=True)
class DayGrid:
    """All rooms in use on one day; `held` are the raw holds, which must not be shown as they are."""

    day: DayStatus
    grid: Grid
    held: Held


def day_grid(
    day: date, *, rooms: list[Room] | None = None, held: Held | None = None, now: datetime | None = None
) -> DayGrid:
    """Some rooms, or all in use, on `day` as anonymous readers see them; three queries, one less for what is given.

    `held` may cover more than that day.
    """
    rooms = rooms_in_use() if rooms is None else rooms
    statuses, opened = known_hours(rooms, [day])
    if held is None:
        held = held_in(rooms, with_cleaning(rooms, day_span(day)))
    columns = [(room, statuses[day], opened[room.pk, day], _seen(held[room.pk], None)) for room in rooms]
    return DayGrid(statuses[day], build_grid(columns, now or timezone.now()), held)


@dataclass(frozen=True, slots=True)
class WeekGrid:
    """One room from Monday to Sunday; `held` as in `DayGrid`."""

    room: Room
    days: list[DayStatus]
    grid: Grid
    held: Held


def week_grid(room: Room, day: date, *, now: datetime | None = None) -> WeekGrid:
    """The week of `day` in one room as anonymous readers see it; two queries."""
    week = week_span(day)
    days = [timezone.localdate(week.start) + n * DAY for n in range(7)]
    statuses, opened = known_hours([room], days)
    held = held_in([room], with_cleaning([room], week))
    columns = [(room, statuses[each], opened[room.pk, each], _seen(_on(each, held[room.pk]), None)) for each in days]
    return WeekGrid(room, [statuses[each] for each in days], build_grid(columns, now or timezone.now()), held)


def as_read_by(user: User | None, grid: Grid, held: Held, favourites: Collection[int] = ()) -> Grid:
    """A grid as one reader sees it: favourites first, and the reader's own holds marked. No query.

    `held` are the holds from which the grid was made.
    """
    columns = sorted(grid.columns, key=lambda column: column.room.pk not in favourites)
    if user is None:
        return replace(grid, columns=columns)
    now = timezone.now()

    def seen(column: Column) -> Column:
        there = _on(column.day.date, held[column.room.pk])
        if not any(user.pk in (each.booking_user_id, each.offer_user_id) for each in there):
            return column
        return own_column(grid, column, _seen(there, user), now)

    return replace(grid, columns=[seen(each) for each in columns])


def _on(day: date, held: list[ReservedTime]) -> list[ReservedTime]:
    span = day_span(day)
    return [each for each in held if each.span.overlaps(span)]


def _seen(held: list[ReservedTime], user: User | None) -> list[Hold]:
    return [as_seen_by(each, user) for each in held]
