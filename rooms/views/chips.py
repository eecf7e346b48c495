"""Chips to filter a long list of rooms."""

from collections.abc import Iterable

from django.http import HttpRequest
from django.utils.translation import gettext as _

from community.chips import chip
from rooms.models import Room
from rooms.selectors.choosing import FEW, RoomChoice, floors_of, kinds_of


def room_chips(request: HttpRequest, rooms: Iterable[Room], choice: RoomChoice) -> dict[str, object]:
    """The context of `rooms/_choose.html`: chips for floors and kinds if there are too many rooms to scan."""
    rooms = list(rooms)
    if len(rooms) <= FEW:
        return {}
    floors, kinds = floors_of(rooms), kinds_of(rooms)
    everywhere = chip(request, _("All floors"), is_current=choice.floor is None, floor=None)
    every_kind = chip(request, _("All kinds"), is_current=not choice.kind, kind=None)
    return {
        "choice": choice,
        "floor_chips": [
            everywhere,
            *(
                chip(request, _("Floor %(floor)d") % {"floor": floor}, is_current=choice.floor == floor, floor=floor)
                for floor in floors
            ),
        ]
        if len(floors) > 1
        else [],
        "kind_chips": [
            every_kind,
            *(chip(request, str(kind), is_current=choice.kind == kind.slug, kind=kind.slug) for kind in kinds),
        ]
        if len(kinds) > 1
        else [],
        "kept_query": [(name, value) for name, value in request.GET.items() if name != "q"],
    }
