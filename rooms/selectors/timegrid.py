"""The time grid: hours down, rooms or days across, as one reader may see it.

A column is a room on a day, cut into cells along the room's slots. What others hold is only shown as taken, without
names and purposes.
"""

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from functools import cached_property, reduce
from math import gcd
from typing import ClassVar
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language

from community.days import DayStatus
from community.ranges import Span, at, wall_clock
from rooms.enums import Look
from rooms.models import Room
from rooms.rules.availability import earliest_start, held_span, last_day, peak, shortest_stay
from rooms.rules.slots import Outlook, outlook
from rooms.selectors.holds import Hold

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A segment of a column; if it is free, with the number of `places`."""

    span: Span
    state: Look
    note: str = ""
    url: str = ""
    places: int = 0

    looks: ClassVar = Look  # for templates


@dataclass(frozen=True, eq=False)
class Column:
    """One room on one day; `cells` cover the grid from its first hour to its last.

    `is_own` if the column contains something that only this reader may see.
    """

    room: Room
    day: DayStatus
    cells: list[Cell]
    outlook: Outlook
    opened: list[Span]
    is_own: bool = False

    @property
    def shared(self) -> "Column | None":
        """The cache key within a shared page; None for a column with a reader's own data."""
        return None if self.is_own else self

    @property
    def stretches(self) -> list[Cell]:
        """The same day condensed for a narrow page, with equal neighbours merged.

        A free stretch links to the booking of its first hour, and includes the slots at its end in which a booking
        can continue but not start.
        """
        found: list[Cell] = []
        for cell in self.cells:
            last = found[-1] if found else None
            if last is not None and _goes_on(last, cell):
                found[-1] = replace(last, span=Span(last.span.start, cell.span.end))
            else:
                found.append(cell)
        return [cell for cell in found if cell.state not in (Look.PAST, Look.REST)]


def _goes_on(last: Cell, cell: Cell) -> bool:
    if last.state == Look.FREE:
        return cell.state in (Look.FREE, Look.REST) and cell.places == last.places
    return _look(last) == _look(cell)


@dataclass(frozen=True)
class Grid:
    """Columns over the same hours, in rows of `step`."""

    columns: list[Column]
    first: time
    step: timedelta
    count: int

    def hours_on(self, day: date) -> Span:
        """From the first row's start to the last one's end, on a day."""
        start = at(day, self.first)
        return Span(start, start + self.count * self.step)

    @cached_property
    def starts(self) -> list[datetime]:
        """The start of each row from the top, on the day of the first column."""
        start = at(self.columns[0].day.date, self.first) if self.columns else timezone.now()
        return [start + number * self.step for number in range(self.count)]

    def row_of(self, column: Column, cell: Cell) -> int:
        """The number of the row in which a cell begins."""
        return (cell.span.start - at(column.day.date, self.first)) // self.step

    def rows_of(self, cell: Cell) -> int:
        """How many rows a cell spans."""
        return cell.span.duration // self.step

    def label_rows(self, number: int) -> int:
        """The number of rows that the label of an hour spans if the hour begins in this row, else 0."""
        minutes = self.first.hour * 60 + self.first.minute + number * (self.step // MINUTE)
        if number and minutes % 60:
            return 0
        return min((60 - minutes % 60) // (self.step // MINUTE), self.count - number)


def build_grid(columns: Sequence[tuple[Room, DayStatus, list[Span], list[Hold]]], now: datetime) -> Grid:
    """Lay out columns, each given by its room, day, opening periods and holds."""
    now = timezone.localtime(now)
    edges = [_minute_of_day(edge, day.date) for _room, day, opened, _ in columns for s in opened for edge in _ends(s)]
    if not edges:
        shut = [
            Column(room, day, [], outlook(room, day.date, [], opened=False), opened)
            for room, day, opened, _holds in columns
        ]
        return Grid(shut, time(), timedelta(hours=1), 0)
    first, last = min(edges), max(edges)
    step = reduce(gcd, [*edges, *(room.slot_minutes for room, _day, _opened, _holds in columns), 60])
    grid = Grid([], time(*divmod(first, 60)), step * MINUTE, (last - first) // step)
    return replace(grid, columns=[_column(grid, room, day, opened, holds, now) for room, day, opened, holds in columns])


class _Columns:
    """A cache of this minute's columns, keyed by everything they are made of.

    A change affects one room: the columns of the others stay the same objects, and so does their rendered HTML.
    """

    MOST = 1000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: dict[tuple[object, ...], Column] = {}
        self._minute: datetime | None = None

    def get(self, made_of: tuple[object, ...]) -> Column | None:
        return self._kept.get(made_of)

    def put(self, made_of: tuple[object, ...], minute: datetime, column: Column) -> None:
        with self._lock:
            if minute != self._minute or len(self._kept) >= self.MOST:
                self._kept.clear()
                self._minute = minute
            self._kept[made_of] = column


_columns = _Columns()


def _column(grid: Grid, room: Room, day: DayStatus, opened: list[Span], holds: list[Hold], now: datetime) -> Column:
    minute = now.replace(second=0, microsecond=0)
    # Rooms are compared by identity: pages get the same object until a room changes.
    made_of = (minute, get_language(), id(room), day, *opened, grid.first, grid.step, grid.count, *holds)
    found = _columns.get(made_of)
    if found is None or found.room is not room:
        cells = list(_cells(room, day.date, opened, holds, grid.hours_on(day.date), now))
        found = Column(room, day, cells, outlook(room, day.date, [], opened=bool(opened)), opened)
        _columns.put(made_of, minute, found)
    return found


def own_column(grid: Grid, column: Column, holds: list[Hold], now: datetime) -> Column:
    """A column of a grid for the reader who owns some of its holds."""
    day, now = column.day.date, timezone.localtime(now)
    cells = list(_cells(column.room, day, column.opened, holds, grid.hours_on(day), now))
    return replace(column, cells=cells, is_own=True)


def _ends(span: Span) -> tuple[datetime, datetime]:
    return span.start, span.end


def _minute_of_day(moment: datetime, day: date) -> int:
    return (moment - at(day, time.min)) // MINUTE


def _cells(room: Room, day: date, opened: list[Span], holds: list[Hold], whole: Span, now: datetime) -> Iterator[Cell]:
    """The cells of a column; equal neighbours are merged, except for free slots."""
    may_start = _Starts(room, day, holds, now)
    pending: Cell | None = None
    for cell in _slots(room, opened, holds, whole, now, may_start):
        if pending is not None and cell.state != Look.FREE and _look(pending) == _look(cell):
            pending = Cell(Span(pending.span.start, cell.span.end), *_look(cell))
            continue
        if pending is not None:
            yield may_start.door(pending, opened) if pending.state == Look.TAKEN else pending
        pending = cell
    if pending is not None:
        yield may_start.door(pending, opened) if pending.state == Look.TAKEN else pending


def _look(cell: Cell) -> tuple[Look, str, str]:
    return cell.state, cell.note, cell.url


def _slots(
    room: Room, opened: list[Span], holds: list[Hold], whole: Span, now: datetime, may_start: "_Starts"
) -> Iterator[Cell]:
    length = room.slot
    shut_from = whole.start
    for open_ in opened:
        if shut_from < open_.start:
            yield Cell(Span(shut_from, open_.start), Look.CLOSED)
        start = open_.start
        while start < open_.end:
            slot = Span(start, min(start + length, open_.end))
            yield _slot(room, slot, open_, holds, now, may_start)
            start = slot.end
        shut_from = open_.end
    if shut_from < whole.end:
        yield Cell(Span(shut_from, whole.end), Look.CLOSED)


def _slot(room: Room, slot: Span, open_: Span, holds: list[Hold], now: datetime, may_start: "_Starts") -> Cell:
    within = [hold for hold in holds if hold.span.overlaps(slot)]
    for state in (Look.CLOSED, Look.MINE):
        for hold in within:
            if hold.state == state:
                return Cell(slot, state, hold.note, hold.url)
    if slot.end <= now:
        return Cell(slot, Look.PAST)
    left = room.capacity - peak(within, slot)
    if left < may_start.needed:
        named = next((hold for hold in within if hold.is_named), None)
        return Cell(slot, named.state, named.note, named.url) if named else Cell(slot, Look.TAKEN)
    if room.mode == Room.Mode.WALK_IN:
        return Cell(slot, Look.OPEN)
    return may_start.cell(slot, open_, left)


class _Starts:
    """Where a stay in a room may start on a day."""

    def __init__(self, room: Room, day: date, holds: list[Hold], now: datetime) -> None:
        self.room, self.holds = room, holds
        self.needed = 1 if room.mode == Room.Mode.PLACES else room.capacity
        self.earliest = earliest_start(room, now)
        self.is_near = day <= last_day(room, now)
        self.shortest = shortest_stay(room)
        self.book_url = reverse("book_room", args=[room.slug])

    def cell(self, slot: Span, open_: Span, left: int) -> Cell:
        if not self.is_near:
            return Cell(slot, Look.EARLY)
        stay = Span(slot.start, slot.start + self.shortest)
        if slot.start >= self.earliest and stay.end <= open_.end and self._fits(stay):
            return Cell(slot, Look.FREE, url=f"{self.book_url}?start={slot.start.isoformat()[:16]}", places=left)
        return Cell(slot, Look.REST, places=left)

    def door(self, taken: Cell, opened: list[Span]) -> Cell:
        """A taken segment that links to the booking page, which offers the waiting list."""
        start = taken.span.start
        while start < self.earliest:
            start += self.room.slot
        whole = (taken.span.end - start) // self.room.slot * self.room.slot
        stay = Span(start, start + max(min(whole, timedelta(minutes=self.room.max_minutes)), self.shortest))
        is_possible = self.is_near and start < taken.span.end and any(open_.contains(stay) for open_ in opened)
        if not is_possible or not self.room.is_bookable:
            return taken
        times = urlencode({"start": wall_clock(stay.start), "end": wall_clock(stay.end)})
        return replace(taken, url=f"{self.book_url}?{times}")

    def _fits(self, stay: Span) -> bool:
        return self.room.capacity - peak(self.holds, held_span(self.room, stay)) >= self.needed
