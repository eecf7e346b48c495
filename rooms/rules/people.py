"""Who may change a booking, and in which states."""

from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid
from community.models import User
from rooms.models import Booking


def works_desk(by: User | None) -> bool:
    """Whether `by` is the worker or may work at the front desk."""
    return by is None or by.has_perm("rooms.run_desk")


def acts_at_desk(by: User | None, user_id: int | None) -> bool:
    """Whether `by` acts for someone else, as the desk may; their own bookings follow the rules for residents."""
    return user_id != getattr(by, "pk", None) and works_desk(by)


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
