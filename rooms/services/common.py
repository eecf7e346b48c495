"""What several verbs share: locks, audit, and telling the resident."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils import timezone
from django.utils.translation import gettext as _

from community.delivery.notify import notify, text
from community.errors import DomainError
from community.models import User
from community.ranges import Span
from rooms.models import Booking, Room
from rooms.rules.availability import alternatives
from rooms.services.ledger import lock_rooms


def works_desk(by: User | None) -> bool:
    """Whether `by` is the worker or may work at the front desk."""
    return by is None or by.has_perm("rooms.run_desk")


def lock_user(user: User | None) -> None:
    """Let one user's bookings come one after another, so that the limits hold."""
    if user is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)


def lock_booking(booking: Booking) -> Booking:
    """Lock a booking's user, then its room, then itself, and read it afresh."""
    if booking.user_id is not None:
        User.objects.select_for_update(no_key=True).only("pk").filter(pk=booking.user_id).first()
    [room] = lock_rooms([booking.room])
    fresh = Booking.objects.select_for_update(of=["self"]).select_related("user", "reservation").get(pk=booking.pk)
    fresh.room = room
    return fresh


def save_by(booking: Booking, by: User | None) -> None:
    """Save a booking; its history row names who did it, and who has just done it needs no reminder of it."""
    booking.in_mind_at = timezone.now()
    booking._history_user = by  # type: ignore[attr-defined]
    booking.save()


def require_state(booking: Booking, *states: str) -> None:
    """Raise bad_state unless the booking is in one of `states`."""
    if booking.state not in states:
        raise DomainError(
            "bad_state",
            _("This is not possible any more: the booking is “%(state)s”.") % {"state": booking.get_state_display()},
        )


def require_owner_or_desk(booking: Booking, by: User | None) -> None:
    """Raise not_yours unless `by` owns the booking or works at the desk."""
    if not works_desk(by) and booking.user_id != getattr(by, "pk", None):
        raise DomainError("not_yours", _("This booking belongs to someone else."))


def tell(booking: Booking, kind: str) -> None:
    """Tell the booking's resident: in the portal, or by text without a login."""
    context = {"booking": booking, "room": booking.room, "reason": booking.reason}
    if booking.user is not None:
        notify(user=booking.user, kind=kind, context=context, path=booking.get_absolute_url())
    elif booking.contact_phone:
        text(phone=booking.contact_phone, kind=kind, context=context)


@contextmanager
def offering_alternatives(room: Room, span: Span, party_size: int) -> Iterator[None]:
    """Give a `taken` error the nearest free choices, once the locks are gone."""
    try:
        yield
    except DomainError as error:
        if error.code == "taken":
            error.details["alternatives"] = alternatives(room, span, party_size)
        raise
