"""The services of the front desk."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User
from community.ranges import today
from community.typed_words import require_reason
from rooms.models import Booking, HeadCount, Room, Strike
from rooms.rules.people import require_state
from rooms.services import ledger
from rooms.services.bookings import end
from rooms.services.saving import lock_booking, save_booking
from rooms.services.telling import tell
from rooms.services.waiting import offer_freed

State = Booking.State


def approve_booking(*, booking: Booking, by: User) -> Booking:
    """Confirm a requested booking. Raises bad_state."""
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.REQUESTED)
        booking.state = State.CONFIRMED
        save_booking(booking, by)
        tell(booking, "booking_confirmed")
    return booking


def decline_booking(*, booking: Booking, by: User | None, reason: str) -> Booking:
    """Decline a requested booking with a reason for its resident.

    Raises bad_state and reason_needed.
    """
    reason = require_reason(reason)
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.REQUESTED)
        end(booking, State.DECLINED, by=by, reason=reason)
        tell(booking, "booking_declined")
        offer_freed(room=booking.room, spans=[booking.reservation.span])
    return booking


def check_in(*, booking: Booking, by: User | None) -> Booking:
    """Check a party in. Raises bad_state, not_today."""
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.CONFIRMED)
        if timezone.localdate(booking.starts_at) != today():
            raise Invalid("not_today", _("This booking is not for today."))
        booking.state, booking.checked_in_at = State.CHECKED_IN, timezone.now()
        save_booking(booking, by)
    return booking


def undo_check_in(*, booking: Booking, by: User) -> Booking:
    """Undo a mistaken check-in. Raises bad_state."""
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.CHECKED_IN)
        booking.state, booking.checked_in_at = State.CONFIRMED, None
        save_booking(booking, by)
    return booking


def complete_booking(*, booking: Booking, by: User | None) -> Booking:
    """Check a party out and release the rest of its time. Raises bad_state."""
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.CHECKED_IN)
        booking.state = State.COMPLETED
        save_booking(booking, by)
        now = timezone.now()
        if booking.reservation.span.end > now:
            ledger.release(reservation=booking.reservation, now=now)
            offer_freed(room=booking.room, spans=[booking.reservation.span])
    return booking


def mark_no_show(*, booking: Booking, by: User | None = None) -> Booking:
    """Release a booking whose party did not come within the grace period, and record a strike.

    Raises bad_state, and too_soon while the grace time runs.
    """
    with transaction.atomic():
        booking = lock_booking(booking)
        require_state(booking, State.CONFIRMED)
        if timezone.now() < booking.check_in_by:
            raise Invalid("too_soon", _("The party may still come: the grace period is not over."))
        end(booking, State.NO_SHOW, by=by)
        if booking.user is not None:
            Strike.objects.create(user=booking.user, booking=booking)
        tell(booking, "booking_no_show")
        offer_freed(room=booking.room, spans=[booking.reservation.span])
    return booking


def count_people(*, room: Room, delta: int, by: User) -> int:
    """Count walk-in visitors into (`delta` > 0) or out of a room; returns the new count.

    Each day starts at zero. Raises nobody_inside.
    """
    with transaction.atomic():
        ledger.lock_rooms([room])
        count, _created = HeadCount.objects.get_or_create(room=room, defaults={"day": today()})
        inside = (count.people if count.day == today() else 0) + delta
        if inside < 0:
            raise Invalid("nobody_inside", _("Nobody is counted in this room."))
        count.people, count.day = inside, today()
        count.save()
    return inside
