"""What a room is this minute, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from community.ranges import today
from rooms.enums import Look
from rooms.selectors import RoomNow

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Said:
    """All that the words rest on; rooms of which the same is said share them."""

    is_free: bool
    state: Look
    mode: str
    free_places: int
    note: str
    until: datetime | None
    opens: datetime | None
    language: str | None
    day: date


@register.simple_tag
def room_state(each: RoomNow) -> SafeString:
    """What a room is this minute, and until when."""
    return _written(
        _Said(
            is_free=each.is_free,
            state=each.state,
            mode=each.room.mode,
            free_places=each.free_places,
            note=each.note,
            until=each.until,
            opens=each.opens,
            language=get_language(),
            day=today(),
        )
    )


@lru_cache(maxsize=500)
def _written(said: _Said) -> SafeString:
    return render_to_string("portal/_room_state.html", {"said": said})
