"""Waiting for a taken slot, and the offers that hold it once it is free."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.delivery.notify import notify
from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing
from community.locks import lock_user
from community.models import User
from community.ranges import Span
from rooms.models import Booking, BookingPolicy, Reservation, Room, Waiting
from rooms.rules.availability import held_span, is_free, places_held
from rooms.rules.bookings import check_party, check_span, too_many_people
from rooms.rules.fairness import check_fairness, may_be_offered
from rooms.rules.people import works_desk
from rooms.services import ledger
from rooms.services.saving import new_booking, save_new

State = Waiting.State
ONE_WISH = "rooms_waiting_once"


def join_waiting(*, room: Room, span: Span, user: User, places: int = 1) -> Waiting:
    """Put a user on the waiting list for a slot.

    Raises is_free if it can be booked at once, already_waiting, and whatever `rooms.rules` raises for a span or a
    party that could never be booked.
    """
    with transaction.atomic():
        lock_user(user)
        [room] = ledger.lock_rooms([room])
        check_span(room, span, desk=False, now=timezone.now())
        if not 1 <= places <= room.capacity:
            raise too_many_people(room)
        if is_free(room, span, places):
            raise Conflict("is_free", _("This time is free: you can book it now."))
        with refusing({ONE_WISH: lambda: Conflict("already_waiting", _("You are already waiting for this time."))}):
            return Waiting.objects.create(room=room, during=span.range, user=user, places=places)


def offer_freed(*, room: Room, spans: Iterable[Span]) -> None:
    """Offer freed time to the waiting list in order of arrival.

    The caller holds the room's lock. An offer holds the slot for the time that `BookingPolicy` sets. Users waiting
    for something still taken keep waiting, as do those who could not accept now: suspended residents, and those whose
    bookings and open offers reach their limit.
    """
    now = timezone.now()
    freed = [Q(during__overlap=span.range) for span in spans]
    if not freed:
        return
    for waiting in Waiting.objects.in_line().filter(reduce(or_, freed), room=room).select_related("user"):
        wish = _still_possible(room, waiting.span, now)
        if wish is not None and may_be_offered(waiting.user, room, wish):
            _offer(waiting, room, wish, now)


def _still_possible(room: Room, wish: Span, now: datetime) -> Span | None:
    """The requested span, or the rest of one that has begun; None if too little is left."""
    start = wish.start
    while start < now:
        start += room.slot
    if wish.end - start < timedelta(minutes=room.min_minutes):
        return None
    return Span(start, wish.end)


def _offer(waiting: Waiting, room: Room, wish: Span, now: datetime) -> None:
    try:
        waiting.offer = ledger.hold(
            room=room,
            span=held_span(room, wish),
            places=places_held(room, waiting.places),
            kind=Reservation.Kind.BOOKING,
        )
    except DomainError:
        return  # Not enough has been freed for this entry.
    latest = wish.end - timedelta(minutes=room.min_minutes)
    waiting.offer_ends_at = min(now + timedelta(minutes=BookingPolicy.load().offer_minutes), latest)
    waiting.during = wish.range
    waiting.state = State.OFFERED
    waiting.save()
    _tell(waiting, "waiting_offer")


def accept_offer(*, waiting: Waiting, by: User, purpose: str = "", with_guardian: bool = False) -> Booking:
    """Turn an offer into a booking; its slot is held, so nobody can take it first.

    Raises not_yours, offer_lapsed, and what `rooms.rules` raises for the party and the user's quota.
    """
    now = timezone.now()
    with transaction.atomic():
        waiting = _lock(waiting)
        room = waiting.room
        if waiting.user_id != by.pk:
            raise Invalid("not_yours", _("This offer belongs to someone else."))
        if not waiting.is_offered or waiting.offer is None:
            raise Conflict("offer_lapsed", _("This offer has lapsed."))
        # An offer of a slot that has begun starts when it is accepted.
        span = Span(max(waiting.span.start, now.replace(second=0, microsecond=0)), waiting.span.end)
        check_span(room, span, desk=False, now=now, started=True)
        check_party(
            room,
            party_size=waiting.places,
            user=by,
            with_guardian=with_guardian,
            day=timezone.localdate(span.start),
        )
        check_fairness(room, span, user=by)
        booking = new_booking(
            room=room,
            reservation=waiting.offer,
            span=span,
            by=by,
            user=by,
            party_size=waiting.places,
            purpose=purpose,
            with_guardian=with_guardian,
        )
        save_new(booking, by)
        waiting.state, waiting.offer = State.TAKEN, None
        waiting.save()
    return booking


def leave_waiting(*, waiting: Waiting, by: User) -> None:
    """Leave the waiting list, or decline an offer, which then goes to the next in line.

    Raises not_yours and bad_state.
    """
    with transaction.atomic():
        waiting = _lock(waiting)
        if waiting.user_id != by.pk and not works_desk(by):
            raise Invalid("not_yours", _("This offer belongs to someone else."))
        if waiting.state not in State.open():
            raise Conflict("bad_state", _("You are no longer waiting for this."))
        withdraw(waiting, State.LEFT)


def withdraw(waiting: Waiting, state: str) -> None:
    """End a locked entry; the slot that it held goes to the next in line."""
    offer = waiting.offer
    waiting.state, waiting.offer = state, None
    waiting.save()
    if offer is not None:
        ledger.release(reservation=offer, now=timezone.now())
        offer_freed(room=waiting.room, spans=[offer.span])


def lapse(waiting: Waiting) -> None:
    """Expire an offer that was not accepted in time, or an entry whose time has passed."""
    with transaction.atomic():
        waiting = _lock(waiting)
        now = timezone.now()
        if waiting.state == State.OFFERED and not waiting.is_offered:
            withdraw(waiting, State.LAPSED)
            _tell(waiting, "waiting_lapsed")
        elif waiting.state == State.WAITING and waiting.span.end <= now:
            withdraw(waiting, State.LAPSED)


def _lock(waiting: Waiting) -> Waiting:
    lock_user(waiting.user)
    [room] = ledger.lock_rooms([waiting.room])
    fresh = Waiting.objects.select_for_update(of=["self"]).select_related("user", "offer").get(pk=waiting.pk)
    fresh.room = room
    return fresh


def _tell(waiting: Waiting, kind: str) -> None:
    notify(
        user=waiting.user,
        kind=kind,
        context={"waiting": waiting, "room": waiting.room},
        path=waiting.get_absolute_url(),
    )
