"""Changing the people and the purpose of a booking without moving it."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.models import User
from rooms.models import Booking
from rooms.rules.availability import free_places, places_held
from rooms.rules.bookings import check_party
from rooms.rules.people import acts_at_desk, require_owner_or_desk, require_state
from rooms.services import ledger
from rooms.services.saving import lock_booking, save_booking
from rooms.services.telling import tell
from rooms.services.waiting import offer_freed

State = Booking.State


def change_details(*, booking: Booking, party_size: int, purpose: str, with_guardian: bool, by: User) -> Booking:
    """Change people and purpose until the booking begins; staff may do so later, too.

    In a room that is booked by the place, the number of places held changes from now on, and freed places are offered
    to the waiting list. In a room that needs approval, a resident's larger party has to be approved again. The
    resident is notified of changes by the desk.

    Raises not_yours, bad_state, begun, no_places, over_capacity, too_young, guardian_needed.
    """
    desk = acts_at_desk(by, booking.user_id)
    with transaction.atomic():
        booking = lock_booking(booking)
        room = booking.room
        require_owner_or_desk(booking, by)
        require_state(booking, State.REQUESTED, State.CONFIRMED)
        if not desk and timezone.now() >= booking.starts_at:
            raise Conflict("begun", _("It has already begun; please tell the desk."))
        check_party(
            room,
            party_size=party_size,
            user=booking.user,
            with_guardian=with_guardian,
            day=timezone.localdate(booking.starts_at),
        )
        places, before = places_held(room, party_size), booking.party_size
        if places is not None and places != before:
            if places - before > free_places(room, booking.reservation.span):
                raise Conflict("no_places", _("There are not that many places free at this time."))
            ledger.move(reservation=booking.reservation, span=booking.reservation.span, places=places)
        booking.party_size, booking.purpose, booking.with_guardian = party_size, purpose, with_guardian
        is_asked_anew = room.needs_approval and not desk and party_size > before
        if is_asked_anew:
            booking.state = State.REQUESTED
        save_booking(booking, by)
        if desk or is_asked_anew:
            tell(booking, "booking_changed" if desk else "booking_requested")
        if places is not None and places < before:
            offer_freed(room=room, spans=[booking.reservation.span])
    return booking
