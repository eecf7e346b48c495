"""Locking, making and saving a booking, as every service does."""

from typing import Any

from django.utils import timezone

from community.audit import save_by
from community.locks import lock_users
from community.models import User
from community.ranges import Span
from rooms.models import Booking, Reservation, Room
from rooms.rules.people import acts_at_desk
from rooms.services.ledger import lock_rooms
from rooms.services.telling import tell


def lock_booking(booking: Booking) -> Booking:
    """Lock a booking's user, its room and the booking itself, in this order, and read it again."""
    lock_users([booking.user_id])
    [room] = lock_rooms([booking.room])
    fresh = Booking.objects.select_for_update(of=["self"]).select_related("user", "reservation").get(pk=booking.pk)
    fresh.room = room
    return fresh


def new_booking(
    *,
    room: Room,
    reservation: Reservation,
    span: Span,
    by: User | None,
    user: User | None,
    contact_name: str = "",
    contact_phone: str = "",
    **fields: Any,
) -> Booking:
    """An unsaved booking for a hold; only a request if residents' bookings of the room need approval."""
    needs_approval = room.needs_approval and not acts_at_desk(by, getattr(user, "pk", None))
    booking = Booking(
        room=room,
        reservation=reservation,
        starts_at=span.start,
        ends_at=span.end,
        user=user,
        contact_name=user.name if user else contact_name,
        contact_phone=user.phone if user else contact_phone,
        state=Booking.State.REQUESTED if needs_approval else Booking.State.CONFIRMED,
        created_by=by,
        **fields,
    )
    booking.tidy()
    return booking


def save_new(booking: Booking, by: User | None) -> Booking:
    """Save a new booking and notify its resident."""
    save_booking(booking, by)
    tell(booking, "booking_requested" if booking.state == Booking.State.REQUESTED else "booking_confirmed")
    return booking


def save_booking(booking: Booking, by: User | None) -> None:
    """Save a booking with `by` in its history; residents who have just changed it need no reminder."""
    booking.in_mind_at = timezone.now()
    save_by(booking, by)
