"""Closing rooms, and the effect on their bookings."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User
from community.ranges import Span
from community.typed_words import require_reason
from rooms.models import Closure, Reservation, Room
from rooms.services import ledger
from rooms.services.making_way import make_way
from rooms.services.waiting import offer_freed


def close_rooms(
    *, rooms: list[Room], span: Span, reason: str, by: User, reason_en: str = "", displace: bool = False
) -> list[Closure]:
    """Close rooms for a span; with `displace`, cancel the bookings in the way and notify their residents.

    Raises end_before_start, reason_needed, displaces with `bookings` in its details, and taken if something other
    than a booking, such as a class, is in the way.
    """
    if span.end <= span.start:
        raise Invalid("end_before_start", _("The end must be after the start."))
    reason = require_reason(reason)
    with transaction.atomic():
        uses = [ledger.Use(room, span) for room in rooms]
        rooms = make_way(uses=uses, by=by, reason=reason, displace=displace)
        return [_close(room, span, reason, reason_en, by) for room in rooms]


def _close(room: Room, span: Span, reason: str, reason_en: str, by: User) -> Closure:
    reservation = ledger.hold(room=room, span=span, places=None, kind=Reservation.Kind.CLOSURE)
    closure = Closure(reservation=reservation, reason=reason, reason_en=reason_en, created_by=by)
    save_by(closure, by)
    return closure


def reopen(*, closure: Closure, by: User) -> None:
    """End a closure now and offer its time to the waiting list. Raises bad_state."""
    with transaction.atomic():
        [room] = ledger.lock_rooms([closure.reservation.room])
        reservation = Reservation.objects.get(pk=closure.reservation_id)
        if reservation.released_at is not None:
            raise Conflict("bad_state", _("The room is already open again."))
        ledger.release(reservation=reservation, now=timezone.now())
        save_by(closure, by)
        offer_freed(room=room, spans=[reservation.span])
