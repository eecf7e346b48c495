"""Template tags of the first page of staff."""

from collections.abc import Hashable
from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from community.ranges import Span, today
from community.registers.workdesk import Act, Row, WorkDesk, work_desk_of
from community.templatetags.dates import clocks

register = template.Library()


@register.simple_tag(takes_context=True)
def work_desk(context: Context) -> WorkDesk:
    """The reader's own work desk."""
    return work_desk_of(context["request"].user)


MOST_WRITTEN = 2000
_written: dict[Hashable, SafeString] = {}


@register.simple_tag(takes_context=True)
def work_row(context: Context, row: Row, anchor: str) -> SafeString:
    """One row of the page; a row that was rendered before is not rendered again by this process.

    A row that asks for text has a form with the reader's token, and is rendered every time.
    """
    key = (row, anchor, context["request"].path, get_language(), row.has_day and today())
    if key in _written:
        return _written[key]
    assert context.template is not None  # noqa: S101 - it is being rendered
    template = context.template.engine.get_template("workdesk/_row.html")
    with context.push(row=row, anchor=anchor):
        html = template.render(context)
    if not any(act.asks for act in row.acts):
        if len(_written) >= MOST_WRITTEN:
            _written.clear()
        _written[key] = html
    return html


@register.simple_tag(takes_context=True)
def act_url(context: Context, act: Act, anchor: str) -> str:
    """The URL of an action, with the way back to the current row."""
    back = quote(f"{context['request'].path}#{anchor}", safe="/")
    return f"{act.url}{'&' if '?' in act.url else '?'}next={back}"


@register.simple_tag
def work_clocks(span: Span) -> SafeString:
    """The two clock times of a row, the first in bold."""
    start, _dash, end = clocks(span).partition("–")
    return format_html("<strong>{}</strong>–{}", start, end)
