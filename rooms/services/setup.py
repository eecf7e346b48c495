"""Changing the rooms themselves."""

from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict
from community.faults import refusing
from community.models import User, unguessable_token
from rooms.models import Booking, Room

CAPACITY_PROMISED = "rooms_room_capacity_promised"


def save_room(*, room: Room, by: User) -> Room:
    """Save a new or changed room.

    Raises capacity_promised if its new capacity is below what is booked already, with the `bookings` in the way in
    the details, and `ValidationError` for anything else.
    """
    room.full_clean()
    with acting_as(by), refusing({CAPACITY_PROMISED: lambda: _promised(room)}):
        room.save()
    return room


def _promised(room: Room) -> Conflict:
    """The refusal that names the bookings which need more places than the room would have."""
    bookings = Booking.objects.upcoming(timezone.now()).filter(room=room).order_by("starts_at", "pk")
    return Conflict(
        "capacity_promised",
        _("More places are already booked than the room would have."),
        bookings=list(bookings.filter(party_size__gt=room.capacity) or bookings),
    )


def reset_room_feed(*, room: Room, by: User) -> Room:
    """Give a room's calendar feed a new address; the old one stops working."""
    room.feed_token = unguessable_token()
    with acting_as(by):
        room.save(update_fields=["feed_token"])
    return room
