"""Displacing bookings if the centre needs a room for something else."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.db.models import Q
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.locks import lock_users
from community.models import User
from rooms.models import Booking, Reservation, Room, Waiting
from rooms.services import ledger
from rooms.services.bookings import end
from rooms.services.telling import language_of, tell


def make_way(*, uses: Iterable[ledger.Use], by: User, reason: str | Promise, displace: bool) -> list[Room]:
    """Free rooms for a closure or a class; returns the rooms, locked.

    With `displace` the bookings in the way are cancelled and their residents notified; users with an offer for such a
    time go back to waiting. `reason` is shown to them, each in their own language if it is lazy. The caller must be
    in a transaction and hold no room's lock yet. Holds other than bookings and offers, such as classes, stay, so that
    the ledger then raises `taken`.

    Raises displaces with `bookings` in its details.
    """
    uses = list(uses)
    # Users come before rooms in the lock order, so the bookings in the way are locked first.
    users = {booking.user_id for booking in _bookings(_held(uses)) if booking.user_id}
    lock_users(users)
    rooms = ledger.lock_rooms([use.room for use in uses])
    held = _held(uses)
    in_the_way = _bookings(held)
    if in_the_way and not displace:
        raise Conflict("displaces", _("Bookings are in the way."), bookings=in_the_way)
    for booking in in_the_way:
        with translation.override(language_of(booking)):
            words = str(reason)
        end(booking, Booking.State.CANCELLED, by=by, reason=words)
        tell(booking, "booking_displaced")
    _take_back_offers(held)
    return rooms


def _held(uses: list[ledger.Use]) -> list[int]:
    """The primary keys of whatever holds these rooms then."""
    if not uses:
        return []
    then = reduce(or_, (Q(room=use.room, during__overlap=use.span.range) for use in uses))
    return list(Reservation.objects.held().filter(then).values_list("pk", flat=True))


def _bookings(held: list[int]) -> list[Booking]:
    active = Booking.objects.active().filter(reservation__in=held)
    return list(active.select_related("room", "user", "reservation").order_by("starts_at", "pk"))


def _take_back_offers(held: list[int]) -> None:
    offered = list(Waiting.objects.filter(offer__in=held).select_related("offer"))
    ledger.release_many(reservations=[each.offer for each in offered if each.offer], now=timezone.now())
    for waiting in offered:
        waiting.state, waiting.offer, waiting.offer_ends_at = Waiting.State.WAITING, None, None
        waiting.save()
