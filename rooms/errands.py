"""The booking that a visitor was about to make before logging in; see `community.registers.errands`."""

from datetime import datetime

from django.http import QueryDict
from django.urls import ResolverMatch
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from community.registers.errands import register
from community.templatetags.dates import near_moment
from rooms.models import Room


@register("book_room")
def chosen_slot(match: ResolverMatch, query: QueryDict) -> str:
    """The room, and the time if one was chosen."""
    room = Room.objects.in_use().filter(slug=match.kwargs["slug"]).first()
    if room is None:
        return ""
    start = _moment(query.get("start", ""))
    if start is None:
        return _("Book %(room)s") % {"room": room}
    return _("Book %(room)s, %(when)s") % {"room": room, "when": near_moment(start)}


def _moment(text: str) -> datetime | None:
    try:
        moment = parse_datetime(text)
    except ValueError:
        return None
    if moment is None:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment
