"""One line of what happens today."""

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.utils.safestring import SafeString

from community.pieces import piece
from community.registers.happenings import Happening

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Said:
    """Everything that the line depends on."""

    happening: Happening
    is_over: bool
    is_now: bool


@register.simple_tag
def happening_line(happening: Happening, now: datetime) -> SafeString:
    """An event with its time, its place, and whether it is going on or over."""
    span = happening.span
    is_now = span.start <= now < span.end
    return piece("portal/_happening.html", _Said(happening, is_over=span.end <= now, is_now=is_now))
