"""Today in every room, for the board: no names and no purposes."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from weakref import WeakKeyDictionary

from django.utils.translation import gettext, pgettext

from community.days import DayStatus
from community.models import Notice
from community.ranges import Span, day_span, today
from community.registers.happenings import happenings
from community.versions import part_of_page
from rooms import selectors
from rooms.enums import Look
from rooms.models import Room
from rooms.selectors import Doors, RoomNow, doors
from rooms.selectors.timegrid import Cell, Column, Grid

# For a mere reader all of these are free: whether a booking may start then does not matter.
FREE = {Look.FREE, Look.REST, Look.OPEN}
HAPPENINGS_SHOWN = 24


@dataclass(frozen=True, slots=True)
class Bar:
    """A time during which a room's state stays the same; `width` in columns."""

    span: Span
    state: Look
    note: str
    width: int
    is_now: bool

    @property
    def word(self) -> str:
        """The room's state in a word: a closure's reason, or the public label."""
        if self.note:
            return self.note
        match self.state:
            case Look.FREE:
                return gettext("Free")
            case Look.CLASS:
                return gettext("Class")
            case Look.TAKEN:
                return gettext("In use") if self.is_now else pgettext("time", "Booked")
            case Look.PAST:
                return gettext("Over")
        return gettext("Closed")


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One room: its current state, and its day."""

    now: RoomNow
    column: Column
    bars: list[Bar]

    @property
    def to_come(self) -> list[Bar]:
        """What is booked or closed later today, for a short list; the opening hours say when it is closed."""
        return [bar for bar in self.bars if bar.state in {Look.TAKEN, Look.CLASS} or bar.note]


@dataclass(frozen=True, slots=True)
class Floor:
    """A floor with its rooms by name; `is_step_free` if all of them can be reached without steps."""

    number: int
    rooms: list[str]
    is_step_free: bool


def floors(rooms: Iterable[Room]) -> list[Floor]:
    """Group rooms by floor, from the ground up; no query."""
    by_floor = sorted(rooms, key=lambda room: room.floor)
    found = []
    for number, group in groupby(by_floor, key=lambda room: room.floor):
        there = list(group)
        found.append(Floor(number, [str(room) for room in there], all(room.step_free for room in there)))
    return found


@dataclass(frozen=True, slots=True)
class Board:
    """Today's rooms under the hours, each hour with its start and its width in columns."""

    day: DayStatus
    hours: list[tuple[datetime, int]]
    rows: list[BoardRow]
    doors: Doors


def board(now: datetime) -> Board:
    """Today's board; ten queries for any number of rooms."""
    in_use = selectors.rooms_in_use()
    shown = selectors.day_grid(today(), rooms=in_use, held=selectors.held_today(in_use, now), now=now)
    rooms = selectors.rooms_now(now=now)
    columns = {column.room.pk: column for column in shown.grid.columns}
    return Board(
        day=shown.day,
        hours=[(start, rows) for n, start in enumerate(shown.grid.starts) if (rows := shown.grid.label_rows(n))],
        rows=[
            BoardRow(each, columns[each.room.pk], _bars_of(shown.grid, columns[each.room.pk], now))
            for each in rooms
            if each.room.pk in columns
        ],
        doors=doors(rooms),
    )


def notices() -> list[Notice]:
    """The notices showing at this moment; one query."""
    return part_of_page("notices", lambda: list(Notice.objects.showing()))


def happenings_of_today(now: datetime) -> dict[str, object]:
    """What happens today, including what is over; if that is too much, the next events and the fact that there are
    more.

    One or two queries per source.
    """
    day = day_span(today())
    found = happenings(day, HAPPENINGS_SHOWN + 1)
    if len(found) <= HAPPENINGS_SHOWN:
        return {"happenings": found, "has_more_happenings": False}
    return {"happenings": happenings(Span(now, day.end), HAPPENINGS_SHOWN), "has_more_happenings": True}


# A column is cached by minute and language; bars of an unchanged column are reused.
_known: WeakKeyDictionary[Column, list[Bar]] = WeakKeyDictionary()


def _bars_of(grid: Grid, column: Column, now: datetime) -> list[Bar]:
    if column not in _known:
        _known[column] = list(_bars(grid, column, now))
    return _known[column]


def _bars(grid: Grid, column: Column, now: datetime) -> Iterator[Bar]:
    """The cells of a column, with adjacent equal ones merged."""
    for (state, note), run in groupby(column.cells, key=_look):
        cells = list(run)
        span = Span(cells[0].span.start, cells[-1].span.end)
        is_now = span.start <= now < span.end
        yield Bar(span, state, note, sum(grid.rows_of(cell) for cell in cells), is_now)


def _look(cell: Cell) -> tuple[Look, str]:
    return (Look.FREE if cell.state in FREE else cell.state), cell.note
