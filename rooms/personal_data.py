"""A user's personal data in rooms; see `community.registers.personal_data`."""

from typing import Any

from django.utils import timezone

from community.models import User
from community.only_added import blank
from rooms import services
from rooms.models import Booking, Waiting

NOBODY = "—"


def export(user: User) -> dict[str, Any]:
    """Bookings, waiting list entries, strikes and favourite rooms."""
    return {
        "bookings": list(
            user.bookings.values(
                "ref",
                "room__name",
                "starts_at",
                "ends_at",
                "contact_name",
                "contact_phone",
                "party_size",
                "purpose",
                "state",
                "created_at",
                "checked_in_at",
                "coming_at",
                "reason",
            )
        ),
        "waiting": [
            {"room": wish.room.name, "from": wish.span.start, "until": wish.span.end, "state": wish.state}
            for wish in user.waiting.select_related("room")
        ],
        "strikes": list(user.strikes.values("booking__ref", "at", "forgiven_at")),
        "favourite_rooms": list(user.favourite_rooms.values_list("room__name", flat=True)),
    }


def erase(user: User) -> None:
    """Cancel upcoming bookings, then anonymise earlier ones and their history."""
    for booking in Booking.objects.of(user).upcoming(timezone.now()).exclude(state=Booking.State.CHECKED_IN):
        services.cancel_booking(booking=booking, by=None)
    for wish in user.waiting.filter(state__in=Waiting.State.open()):
        services.leave_waiting(waiting=wish, by=user)
    for favourite in user.favourite_rooms.select_related("room"):
        services.drop_favourite(room=favourite.room, user=user)
    services.leave_strikes(user=user)
    person = {"contact_name": NOBODY, "contact_key": "", "contact_phone": "", "purpose": "", "reason": ""}
    user.bookings.update(**person)
    blank(Booking.history.filter(user_id=user.pk), *person)
