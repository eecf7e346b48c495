"""The dashboard of the admin's first page."""

from django import template
from django.template import Context

from community.registers.dashboard import Line, lines_for

register = template.Library()


@register.simple_tag(takes_context=True)
def needs_a_hand(context: Context) -> list[Line]:
    """What needs a hand today, for whoever reads."""
    return lines_for(context["request"].user)
