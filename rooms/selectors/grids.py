"""The time grids of a day and of a week."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from community.days import DayStatus, day_statuses
from community.models import User
from community.ranges import DAY, Span, day_span, week_span
from rooms.models import Room
from rooms.rules.hours import opening_spans
from rooms.selectors.holds import Hold, as_seen_by, held_in
from rooms.selectors.timegrid import Grid, build_grid


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
    found = held_in(rooms, Span(span.start, span.end + cleaning))
    return {pk: [as_seen_by(each, user) for each in held] for pk, held in found.items()}
