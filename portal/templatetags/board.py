"""A room's day on the board as one string, because there are a hundred bars, rendered again after every change."""

from weakref import WeakKeyDictionary

from django import template
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from community.templatetags.dates import clocks
from portal.selectors import BoardRow
from rooms.selectors import Column

register = template.Library()

BAR = '<td colspan="{}" class="bar {}"><span class="visually-hidden">{}</span> <span class="word">{}</span></td>'


_written: WeakKeyDictionary[Column, SafeString] = WeakKeyDictionary()


@register.simple_tag
def day_bars(row: BoardRow) -> SafeString:
    """The cells of one room's day, each with its times for screen readers."""
    if row.column not in _written:
        bars = ((bar.width, bar.state, clocks(bar.span), bar.word) for bar in row.bars)
        _written[row.column] = format_html_join("", BAR, bars)
    return _written[row.column]
