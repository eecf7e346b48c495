"""Asking residents to confirm attendance, on the evening before and an hour before.

A resident who declines releases the room to the waiting list, even after the deadline for cancelling, because a room
that someone else may use is better than an empty one. It does not cause a strike.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Invalid
from community.models import User
from community.ranges import DAY, at, day_span, today
from rooms.enums import EVENING, SHORTLY
from rooms.models import Booking
from rooms.rules.people import require_state
from rooms.services.bookings import end
from rooms.services.saving import lock_booking, save_booking
from rooms.services.telling import tell
from rooms.services.waiting import offer_freed

State = Booking.State


def reminders_due(now: datetime, **which: object) -> Iterator[tuple[Booking, str]]:
    """The bookings whose residents are due a reminder now, each with the message kind; `which` narrows them.

    Residents who booked, moved or were reminded after the reminder fell due need no other.
    """
    ahead = Booking.objects.filter(state=State.CONFIRMED, **which).select_related("room", "user")
    shortly = ahead.filter(
        starts_at__gt=now, starts_at__lte=now + SHORTLY, in_mind_at__lt=F("starts_at") - SHORTLY
    ).order_by("starts_at", "pk")
    yield from ((booking, "booking_soon") for booking in shortly)
    evening = at(today(), EVENING)
    if now < evening:
        return
    tomorrow = day_span(today() + DAY)
    next_day = ahead.filter(starts_at__gte=tomorrow.start, starts_at__lt=tomorrow.end, in_mind_at__lt=evening)
    yield from ((booking, "booking_tomorrow") for booking in next_day.order_by("starts_at", "pk"))


def remind(*, booking: Booking, kind: str) -> None:
    """Remind a booking's resident once and ask for confirmation; `kind` names the message."""
    with transaction.atomic():
        booking = lock_booking(booking)
        now = timezone.now()
        if not any(reminders_due(now, pk=booking.pk)):
            return  # Another worker was faster, or the booking has changed since.
        Booking.objects.filter(pk=booking.pk).update(in_mind_at=now, asked_at=now)
        tell(booking, kind)


def say_coming(*, booking: Booking, by: User) -> Booking:
    """Confirm attendance. Raises not_yours, bad_state, not_asked and started."""
    with transaction.atomic():
        booking = _asked(booking, by)
        booking.coming_at = timezone.now()
        save_booking(booking, by)
    return booking


def say_not_coming(*, booking: Booking, by: User) -> Booking:
    """Release the room to the waiting list, up to the start. Raises not_yours, bad_state, not_asked and started."""
    with transaction.atomic():
        booking = _asked(booking, by)
        end(booking, State.CANCELLED, by=by)
        tell(booking, "booking_cancelled")
        offer_freed(room=booking.room, spans=[booking.reservation.span])
    return booking


def _asked(booking: Booking, by: User) -> Booking:
    """The locked booking of a resident who was asked and may still answer."""
    booking = lock_booking(booking)
    if booking.user_id != by.pk:
        raise Invalid("not_yours", _("This booking belongs to someone else."))
    require_state(booking, State.CONFIRMED)
    if booking.asked_at is None:
        raise Invalid("not_asked", _("Change or cancel it on its own page."))
    if booking.starts_at <= timezone.now():
        raise Invalid("started", _("It has already begun. Please call the centre."))
    return booking
