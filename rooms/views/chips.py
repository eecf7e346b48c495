"""Chips: links to the same page with something else chosen."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from rooms.choosing import FEW, RoomChoice, floors_of, kinds_of
from rooms.models import Room


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice among several; see `components/chips.html`."""

    label: str | Promise
    url: str
    is_current: bool


def chip(request: HttpRequest, label: str | Promise, *, is_current: bool, **changes: object) -> Chip:
    """This page with `changes` to its query; None takes a name out of it."""
    query = request.GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value is not None:
            query[name] = str(value)
    return Chip(label, f"{request.path}?{query.urlencode()}", is_current)


def room_chips(request: HttpRequest, rooms: Iterable[Room], choice: RoomChoice) -> dict[str, object]:
    """What `rooms/_choose.html` takes: chips of floors and kinds where there are too many rooms to look through."""
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
