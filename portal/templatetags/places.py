"""Links to the main sections, for every page."""

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from community.pieces import piece
from portal import places

register = template.Library()


@register.simple_tag(takes_context=True)
def nav_links(context: Context, *, tabs: bool = False) -> SafeString:
    """Links to the sections that are open to the reader; `tabs` for a phone's bar."""
    request = context["request"]
    names = places.open_to(request.user)
    links = places.nav_links(request.path, names, elder=bool(context["elder_mode"]), tabs=tabs)
    return piece("portal/_nav_links.html", links)
