"""The way to the main places, on every page."""

from django import template
from django.template import Context

from portal.places import NavLink, nav_links

register = template.Library()


@register.simple_tag(takes_context=True)
def places(context: Context, *, tabs: bool = False) -> list[NavLink]:
    """The main places that are open to the reader; `tabs` for a phone's bar."""
    return nav_links(context["request"], elder=bool(context["elder_mode"]), tabs=tabs)
