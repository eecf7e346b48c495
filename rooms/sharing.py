"""Share cards and posters of rooms."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.registers.sharing import Shared, register
from rooms.models import Room


def shared_room(room: Room) -> Shared:
    """The content of a room's card or poster: purpose, floor and capacity."""
    floor = _("Floor %(floor)s") % {"floor": room.floor}
    places = ngettext("%(places)d place", "%(places)d places", room.capacity) % {"places": room.capacity}
    facts = [floor, *([_("step-free")] if room.step_free else []), places]
    text = room.in_reader_language("description")
    return Shared("room", room.slug, str(room), text, room.get_absolute_url(), room.kind.drawing, tuple(facts))


@register("room")
def find(key: str) -> Shared | None:
    room = Room.objects.in_use().select_related("kind").filter(slug=key).first()
    return shared_room(room) if room else None
