"""Making, moving and cancelling bookings."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError, Invalid
from community.faults import constraint_of
from community.locks import lock_user
from community.models import User
from community.names import clean_name
from community.ranges import Span
from community.templatetags.dates import minutes
from rooms.models import Booking, Reservation, Room
from rooms.rules.availability import held_span, places_held
from rooms.rules.bookings import check_party, check_span
from rooms.rules.fairness import Fairness, check_fairness
from rooms.rules.nearest import alternatives
from rooms.rules.people import acts_at_desk, require_owner_or_desk, require_state, works_desk
from rooms.services import ledger
from rooms.services.saving import lock_booking, new_booking, save_booking, save_new
from rooms.services.telling import tell
from rooms.services.waiting import offer_freed

State = Booking.State


def book_room(
    *,
    room: Room,
    span: Span,
    by: User | None,
    user: User | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    party_size: int = 1,
    purpose: str = "",
    with_guardian: bool = False,
    idempotency_key: uuid.UUID | None = None,
) -> Booking:
    """Book a room, whole or `party_size` places of it, depending on its mode.

    `user` is the owner of the booking; without one, staff book for someone without a login and give `contact_name`
    and optionally `contact_phone`. If `by` already sent a request with the same `idempotency_key`, the booking that
    it made is returned, unless that was cancelled since.

    Raises whatever `rooms.rules` raises, not_yours, contact_needed, and taken, whose details contain `alternatives`
    and the resident's `share`.
    """
    desk = acts_at_desk(by, getattr(user, "pk", None))
    if user != by and not works_desk(by):
        raise Invalid("not_yours", _("Only staff can book for someone else."))
    if user is None and not clean_name(contact_name):
        raise Invalid("contact_needed", _("Please give the name of the person who comes."))
    now = timezone.now()
    try:
        with offering_alternatives(room, span, party_size), _once(by, idempotency_key), transaction.atomic():
            lock_user(user)
            [room] = ledger.lock_rooms([room])
            diary = check_span(room, span, desk=desk, now=now)
            check_party(
                room,
                party_size=party_size,
                user=user,
                with_guardian=with_guardian,
                day=timezone.localdate(span.start),
            )
            share = check_fairness(room, span, user=user) if user is not None and not desk else None
            with telling_share(share):
                reservation = ledger.hold(
                    room=room,
                    span=held_span(room, span),
                    places=places_held(room, party_size),
                    kind=Reservation.Kind.BOOKING,
                    refusal=diary.why_taken(room, span),
                )
            booking = new_booking(
                room=room,
                reservation=reservation,
                span=span,
                by=by,
                user=user,
                contact_name=contact_name,
                contact_phone=contact_phone,
                party_size=party_size,
                purpose=purpose,
                with_guardian=with_guardian,
                idempotency_key=idempotency_key,
            )
            return save_new(booking, by)
    except _MadeBeforeError as before:
        return before.booking


class _MadeBeforeError(Exception):
    """The request was already granted."""

    def __init__(self, booking: Booking) -> None:
        super().__init__()
        self.booking = booking


SENT_ONCE = "rooms_booking_sent_once"


@contextmanager
def _once(by: User | None, idempotency_key: uuid.UUID | None) -> Iterator[None]:
    """Return the booking of the first request if only its repetition is refused.

    It is refused because the first booking holds the time, counts towards the quota, or has the same key.
    """
    try:
        yield
    except (DomainError, IntegrityError) as error:
        if isinstance(error, IntegrityError) and constraint_of(error) != SENT_ONCE:
            raise
        booking = _made_before(by, idempotency_key)
        if booking is None:
            raise
        raise _MadeBeforeError(booking) from error


def _made_before(by: User | None, idempotency_key: uuid.UUID | None) -> Booking | None:
    """The booking made by an earlier request with the same key.

    A cancelled booking does not count, because whoever sends the form again wants the room after all.
    """
    if by is None or idempotency_key is None:
        return None
    return Booking.objects.active().filter(created_by=by, idempotency_key=idempotency_key).first()


def change_time(*, booking: Booking, span: Span, by: User) -> Booking:
    """Move a booking; the old time is held until the new one is granted.

    In a room that needs approval, a resident's change has to be approved again.

    Raises not_yours, bad_state, not_cancellable once the deadline for changes has passed, whatever `rooms.rules`
    raises, and taken with `alternatives`.
    """
    desk = acts_at_desk(by, booking.user_id)
    now = timezone.now()
    with offering_alternatives(booking.room, span, booking.party_size), transaction.atomic():
        booking = lock_booking(booking)
        room = booking.room
        require_owner_or_desk(booking, by)
        require_state(booking, State.REQUESTED, State.CONFIRMED)
        if not desk:
            _require_before_deadline(booking)
        check_span(room, span, desk=desk, now=now)
        if booking.user is not None and not desk:
            check_fairness(room, span, user=booking.user, besides=booking)
        left = booking.reservation.span
        ledger.move(reservation=booking.reservation, span=held_span(room, span), places=None)
        booking.starts_at, booking.ends_at = span.start, span.end
        booking.asked_at = booking.coming_at = None
        if room.needs_approval and not desk:
            booking.state = State.REQUESTED
        save_booking(booking, by)
        tell(booking, "booking_moved")
        offer_freed(room=room, spans=[left])
    return booking


def cancel_booking(*, booking: Booking, by: User | None, reason: str = "") -> Booking:
    """Cancel a booking and offer its time to the waiting list.

    Raises not_yours, bad_state, and not_cancellable for a resident after the deadline.
    """
    with transaction.atomic():
        booking = lock_booking(booking)
        require_owner_or_desk(booking, by)
        require_state(booking, State.REQUESTED, State.CONFIRMED)
        if not works_desk(by):
            _require_before_deadline(booking)
        end(booking, State.CANCELLED, by=by, reason=reason)
        tell(booking, "booking_cancelled")
        offer_freed(room=booking.room, spans=[booking.reservation.span])
    return booking


def end(booking: Booking, state: str, *, by: User | None, reason: str = "") -> None:
    """Put a locked booking into a final state and release its hold."""
    booking.state = state
    booking.reason = reason
    save_booking(booking, by)
    ledger.release(reservation=booking.reservation, now=timezone.now())


def _require_before_deadline(booking: Booking) -> None:
    if timezone.now() > booking.cancel_by:
        raise Invalid(
            "not_cancellable",
            _(
                "Bookings of this room can be changed or cancelled until %(minutes)s before the start. "
                "Please call the centre."
            )
            % {"minutes": minutes(booking.room.cancel_minutes)},
        )


@contextmanager
def telling_share(share: Fairness | None) -> Iterator[None]:
    """Attach the quota to a refusal, for a page that shows both."""
    try:
        yield
    except DomainError as error:
        error.details["share"] = share
        raise


@contextmanager
def offering_alternatives(room: Room, span: Span, party_size: int) -> Iterator[None]:
    """Add the nearest free choices to a `taken` error after the locks are released."""
    try:
        yield
    except DomainError as error:
        if error.code == "taken":
            error.details["alternatives"] = alternatives(room, span, party_size)
        raise
