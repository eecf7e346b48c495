"""The current state of a room, in words."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django import template
from django.utils.safestring import SafeString

from community.pieces import piece
from community.ranges import today
from rooms.enums import Look, RoomMode
from rooms.selectors import RoomNow

register = template.Library()


@dataclass(frozen=True, slots=True)
class _Said:
    """Everything that the text depends on; rooms with the same values share it."""

    is_free: bool
    state: Look
    mode: str
    free_places: int
    note: str
    until: datetime | None
    opens: datetime | None
    day: date

    looks: ClassVar = Look
    modes: ClassVar = RoomMode


@register.simple_tag
def room_state(each: RoomNow) -> SafeString:
    """The current state of a room, and until when it lasts."""
    said = _Said(
        is_free=each.is_free,
        state=each.state,
        mode=each.room.mode,
        free_places=each.free_places,
        note=each.note,
        until=each.until,
        opens=each.opens,
        day=today(),
    )
    return piece("portal/_room_state.html", said)
