"""Shared parts of the services: locks, audit, and messages to residents."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.delivery.notify import notify, text
from community.errors import Conflict, DomainError, Invalid
from community.locks import lock_users
from community.models import User
from community.ranges import Span
from rooms.models import Booking, Reservation, Room
from rooms.rules.fairness import Fairness
from rooms.rules.nearest import alternatives
from rooms.services.ledger import lock_rooms


def works_desk(by: User | None) -> bool:
    """Whether `by` is the worker or may work at the front desk."""
    return by is None or by.has_perm("rooms.run_desk")


def lock_booking(booking: Booking) -> Booking:
    """Lock a booking's user, its room and the booking itself, in this order, and read it again."""
    lock_users([booking.user_id])
    [room] = lock_rooms([booking.room])
    fresh = Booking.objects.select_for_update(of=["self"]).select_related("user", "reservation").get(pk=booking.pk)
    fresh.room = room
    return fresh


def acts_at_desk(by: User | None, user_id: int | None) -> bool:
    """Whether `by` acts for someone else, as the desk may; their own bookings follow the rules for residents."""
    return user_id != getattr(by, "pk", None) and works_desk(by)


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
    save_by(booking, by)
    tell(booking, "booking_requested" if booking.state == Booking.State.REQUESTED else "booking_confirmed")
    return booking


def save_by(booking: Booking, by: User | None) -> None:
    """Save a booking with `by` in its history; residents who have just changed it need no reminder."""
    booking.in_mind_at = timezone.now()
    with acting_as(by):
        booking.save()


def require_state(booking: Booking, *states: str) -> None:
    """Raise bad_state unless the booking is in one of `states`."""
    if booking.state not in states:
        raise Conflict(
            "bad_state",
            _("This is no longer possible: the booking is “%(state)s”.") % {"state": booking.get_state_display()},
        )


def require_owner_or_desk(booking: Booking, by: User | None) -> None:
    """Raise not_yours unless `by` owns the booking or works at the desk."""
    if not works_desk(by) and booking.user_id != getattr(by, "pk", None):
        raise Invalid("not_yours", _("This booking belongs to someone else."))


def language_of(booking: Booking) -> str:
    """The language of the booking's resident."""
    return booking.user.language if booking.user else settings.LANGUAGE_CODE


def tell(booking: Booking, kind: str, **more: object) -> None:
    """Notify the booking's resident in the portal, or by text message without a login."""
    context = {"booking": booking, "room": booking.room, "reason": booking.reason, **more}
    if booking.user is not None:
        notify(user=booking.user, kind=kind, context=context, path=booking.get_absolute_url())
    elif booking.contact_phone:
        text(phone=booking.contact_phone, kind=kind, context=context)


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
