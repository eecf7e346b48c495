"""Template filters that describe gifts."""

from django import template

from donations.models import Gift
from donations.rules.thanks import things_in_short

register = template.Library()


@register.simple_tag
def gift_things(gift: Gift) -> str:
    """What was given, for a list; no query after `selectors.told`."""
    return things_in_short(gift)
