"""Links to the main sections, for every page."""

from collections.abc import Collection

from django import template
from django.template import Context

from portal import places

register = template.Library()


@register.simple_tag(takes_context=True)
def open_places(context: Context) -> tuple[str, ...]:
    """The names of the main sections that are open to the reader."""
    return places.open_to(context["request"].user)


@register.simple_tag(takes_context=True)
def nav_links(context: Context, names: Collection[str], *, tabs: bool = False) -> list[places.NavLink]:
    """Links to the sections of these names; `tabs` for a phone's bar."""
    return places.nav_links(context["request"].path, names, elder=bool(context["elder_mode"]), tabs=tabs)
