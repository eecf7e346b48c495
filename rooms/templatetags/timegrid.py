"""The time grid's cells. Hundreds stand on a page, so each is one formatted string."""

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from community.templatetags.dates import clock, clocks, day
from rooms.models import Room
from rooms.timegrid import Cell, Column, Grid

register = template.Library()


@register.simple_tag
def grid_cell(grid: Grid, column: Column, cell: Cell) -> SafeString:
    """One `<td>`; its state is told by a word, or for a free slot by being a link that names its hour."""
    rows = grid.rows_of(cell)
    spanned = f' rowspan="{rows}"' if rows > 1 else ""
    if cell.state == "free":
        start = clock(cell.span.start)
        name = escape(" ".join(filter(None, [_place(grid, column), start, free_words(column.room, cell)])))
        shown = f"{start} <small>{escape(left)}</small>" if (left := places_left(column.room, cell)) else start
        return SafeString(f'<td{spanned}><a href="{escape(cell.url)}" aria-label="{name}">{shown}</a></td>')
    words = escape(state_words(cell))
    if cell.url:
        words = f'<a href="{escape(cell.url)}">{words}</a>'
    if cell.state in ("past", "rest"):
        words = f'<span class="visually-hidden">{words}</span>'
    hours = f'<span class="visually-hidden"> {clocks(cell.span)}</span>'
    return SafeString(f'<td class="tg-{cell.state}"{spanned}>{words}{hours}</td>')


def places_left(room: Room, cell: Cell) -> str:
    """How many places are left, in the few letters that a cell has; nothing for a whole room."""
    if room.mode != Room.Mode.PLACES:
        return ""
    return pgettext("places", "%(places)d left") % {"places": cell.places}


def _place(grid: Grid, column: Column) -> str:
    """What tells a column from the others: its room, or in the week of one room its day."""
    across_days = len(grid.columns) > 1 and grid.columns[0].day.date != grid.columns[1].day.date
    return day(column.day.date) if across_days else str(column.room)


@register.simple_tag
def free_words(room: Room, cell: Cell) -> str:
    """Free, and how many places where a room is booked by the place."""
    if room.mode != Room.Mode.PLACES:
        return _("free")
    return ngettext("%(places)d place free", "%(places)d places free", cell.places) % {"places": cell.places}


@register.filter
def state_words(cell: Cell) -> str:
    """What a cell that is not free says; a closure says why."""
    words = {
        "mine": _("Mine"),
        "taken": pgettext("time", "Taken"),
        "class": _("Class"),
        "closed": _("Closed"),
        "past": _("Past"),
        "rest": _("Too short"),
        "open": _("Walk in"),
    }
    return cell.note or words[cell.state]
