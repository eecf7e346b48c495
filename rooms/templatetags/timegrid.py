"""Renders the time grid. A page has hundreds of cells, so a row is one string and each word is translated once."""

from datetime import datetime
from html import escape
from weakref import WeakKeyDictionary

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community import ranges
from community.templatetags.dates import clocks, day
from rooms.enums import Look
from rooms.models import Room
from rooms.rules.slots import Outlook
from rooms.selectors.timegrid import Cell, Column, Grid

register = template.Library()


@register.simple_tag
def grid_rows(grid: Grid) -> SafeString:
    """The body of a time grid: every row with its hour and its cells."""
    rows = [_label(start, grid.label_rows(number)) for number, start in enumerate(grid.starts)]
    writer = _Writer(grid)
    for column in grid.columns:
        for number, written in writer.column(column):
            rows[number] += written
    return SafeString("\n".join(f"<tr>{row}</tr>" for row in rows))


# Rendered columns of a cached page, which has one language; they are dropped with the page.
_written: WeakKeyDictionary[Column, list[tuple[int, str]]] = WeakKeyDictionary()


def _label(start: datetime, rows: int) -> str:
    return f'<th scope="row"{_spanned(rows)}>{start:%H:%M}</th>' if rows else ""


class _Writer:
    """Renders the rows of one grid in the reader's language."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.words = _state_words()
        across_days = len(grid.columns) > 1 and grid.columns[0].day.date != grid.columns[1].day.date
        # What distinguishes a column from the others: its room, or its day in the week of one room.
        self.places = {id(c): escape(day(c.day.date) if across_days else str(c.room)) for c in grid.columns}
        self.free = _("free")
        self.tell_me = escape(_("Tell me when it is free"))

    def column(self, column: Column) -> list[tuple[int, str]]:
        """Each cell of a column, and the number of the row in which it begins."""
        if column not in _written:
            _written[column] = [(self.grid.row_of(column, cell), self.cell(column, cell)) for cell in column.cells]
        return _written[column]

    def cell(self, column: Column, cell: Cell) -> str:
        """One `<td>`: a free slot is a link that names its hour, any other says its state."""
        spanned = _spanned(self.grid.rows_of(cell))
        if cell.state == Look.FREE:
            start = f"{cell.span.start:%H:%M}"
            place = self.places[id(column)]
            left, name = "", f"{start} {place} {self.free}"
            if column.room.mode == Room.Mode.PLACES:
                # The accessible name contains the visible words, so that voice control finds the link.
                places = _places_left(cell.places)[0]
                left, name = f" <small>{places}</small>", f"{start} {places} {place}"
            return f'<td{spanned}><a href="{escape(cell.url)}" aria-label="{name}">{start}{left}</a></td>'
        words = escape(cell.note) or self.words[cell.state]
        hidden = f'<span class="visually-hidden"> {clocks(cell.span)}</span>'
        if cell.state == Look.TAKEN and cell.url:
            # There are many such links, so the name says when and where.
            place = f'<span class="visually-hidden"> {clocks(cell.span)} {self.places[id(column)]}</span>'
            words, hidden = f"{words} <small>{self.tell_me}</small>{place}", ""
        if cell.url:
            words = f'<a href="{escape(cell.url)}">{words}</a>'
        if cell.state in (Look.PAST, Look.REST, Look.EARLY):
            words, hidden = "", f'<span class="visually-hidden">{words} {clocks(cell.span)}</span>'
        return f'<td class="tg-{cell.state}"{spanned}>{words}{hidden}</td>'


def _spanned(rows: int) -> str:
    return f' rowspan="{rows}"' if rows > 1 else ""


def _places_left(places: int) -> tuple[str, str]:
    """How many places are left: short, to fit in a cell, and in full."""
    counted = {"places": places}
    return (
        escape(pgettext("places", "%(places)d left") % counted),
        escape(ngettext("%(places)d place free", "%(places)d places free", places) % counted),
    )


@register.filter
def wall_clock(value: datetime) -> str:
    """A datetime as used in addresses and forms."""
    return ranges.wall_clock(value)


@register.simple_tag
def free_words(room: Room, cell: Cell) -> str:
    """Free, and how many places if the room is booked by the place."""
    return _places_left(cell.places)[1] if room.mode == Room.Mode.PLACES else _("free")


@register.filter
def outlook_words(outlook: Outlook, room: Room) -> str:
    """Why a room has nothing to offer on a day."""
    return {
        Outlook.PAST: _("Past"),
        Outlook.TOO_EARLY: ngettext(
            "Not open for booking yet (%(days)d day ahead)",
            "Not open for booking yet (%(days)d days ahead)",
            room.advance_days,
        )
        % {"days": room.advance_days},
        Outlook.CLOSED: _("Closed all day"),
        Outlook.OVER: _("Over for today"),
        Outlook.FULL: _("Booked out"),
        Outlook.FREE: _("free"),
    }[outlook]


@register.filter
def state_words(cell: Cell) -> str:
    """The text of a cell that is not free; a closure gives its reason."""
    return cell.note or _state_words()[cell.state]


def _state_words() -> dict[Look, str]:
    return {
        Look.MINE: _("Mine"),
        Look.TAKEN: pgettext("time", "Taken"),
        Look.CLASS: _("Class"),
        Look.USE: _("In use"),
        Look.CLOSED: _("Closed"),
        Look.PAST: _("Past"),
        Look.REST: _("Too short"),
        Look.EARLY: _("Not open for booking yet"),
        Look.OPEN: _("Walk in"),
    }
