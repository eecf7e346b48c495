"""Closing rooms, and what that does to those who booked them."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError
from community.models import User
from community.ranges import Span
from rooms.models import Booking, Closure, Reservation, Room, Waiting
from rooms.selectors.displaced import displaced_by
from rooms.services import ledger
from rooms.services.bookings import end
from rooms.services.common import tell
from rooms.services.waiting import offer_freed


def close_rooms(
    *, rooms: list[Room], span: Span, reason: str, by: User, reason_en: str = "", displace: bool = False
) -> list[Closure]:
    """Close rooms for a span; with `displace`, cancel the bookings in the way and tell.

    Raises end_before_start, reason_needed, displaces with `bookings` in its details,
    and taken where something else than a booking, a class say, is in the way.
    """
    if span.end <= span.start:
        raise DomainError("end_before_start", _("The end must be after the start."))
    if not reason.strip():
        raise DomainError("reason_needed", _("Please give a reason; residents will read it."))
    with transaction.atomic():
        # Users come before rooms in the order of locks, so those in the way are locked first.
        expected = displaced_by(rooms=rooms, span=span)
        users = [booking.user_id for booking in expected if booking.user_id]
        list(User.objects.select_for_update(no_key=True).only("pk").filter(pk__in=users).order_by("pk"))
        rooms = ledger.lock_rooms(rooms)
        in_the_way = displaced_by(rooms=rooms, span=span)
        if in_the_way and not displace:
            raise DomainError("displaces", _("Bookings are in the way."), bookings=in_the_way)
        for booking in in_the_way:
            end(booking, Booking.State.CANCELLED, by=by, reason=reason)
            tell(booking, "booking_displaced")
        _take_back_offers(rooms, span)
        return [_close(room, span, reason, reason_en, by) for room in rooms]


def _take_back_offers(rooms: list[Room], span: Span) -> None:
    now = timezone.now()
    held = Reservation.objects.held().during(span).filter(room__in=rooms)
    offered = list(held.filter(offered_to__isnull=False))
    for waiting in Waiting.objects.filter(offer__in=offered):
        waiting.state, waiting.offer, waiting.offer_ends_at = Waiting.State.WAITING, None, None
        waiting.save()
    for reservation in offered:
        ledger.release(reservation=reservation, now=now)


def _close(room: Room, span: Span, reason: str, reason_en: str, by: User) -> Closure:
    reservation = ledger.hold(room=room, span=span, places=None, kind=Reservation.Kind.CLOSURE)
    closure = Closure(reservation=reservation, reason=reason, reason_en=reason_en, created_by=by)
    closure._history_user = by  # type: ignore[attr-defined]
    closure.save()
    return closure


def reopen(*, closure: Closure, by: User) -> None:
    """End a closure now and offer its time to whoever waits. Raises bad_state."""
    with transaction.atomic():
        [room] = ledger.lock_rooms([closure.reservation.room])
        reservation = Reservation.objects.get(pk=closure.reservation_id)
        if reservation.released_at is not None:
            raise DomainError("bad_state", _("The room is open again already."))
        ledger.release(reservation=reservation, now=timezone.now())
        closure._history_user = by  # type: ignore[attr-defined]
        closure.save()
        offer_freed(room=room, span=reservation.span)
