"""The first page of staff."""

from urllib.parse import quote

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString

from community.ranges import Span
from community.registers.workdesk import Act, WorkDesk, work_desk_of
from community.templatetags.dates import clocks

register = template.Library()


@register.simple_tag(takes_context=True)
def work_desk(context: Context) -> WorkDesk:
    """The first page of whoever reads."""
    return work_desk_of(context["request"].user)


@register.simple_tag(takes_context=True)
def act_url(context: Context, act: Act, anchor: str) -> str:
    """Where an act is sent to or opened, with the way back to the line at which one stands."""
    back = quote(f"{context['request'].path}#{anchor}", safe="/")
    return f"{act.url}{'&' if '?' in act.url else '?'}next={back}"


@register.simple_tag
def work_clocks(span: Span) -> SafeString:
    """The two clocks of a line, the first in bold."""
    start, _dash, end = clocks(span).partition("–")
    return format_html("<strong>{}</strong>–{}", start, end)
