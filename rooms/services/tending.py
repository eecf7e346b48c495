"""Time-driven changes, which the background worker applies every half minute."""

import logging
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from typing import Any

from django.db.models import DurationField, ExpressionWrapper, F
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from community.errors import DomainError
from rooms.models import Booking, Waiting
from rooms.services.desk import complete_booking, decline_booking, mark_no_show
from rooms.services.reminders import remind, reminders_due
from rooms.services.telling import language_of
from rooms.services.waiting import lapse

log = logging.getLogger(__name__)


def tend_bookings() -> None:
    """Release no-shows, complete finished bookings, expire offers, and send reminders.

    Each runs in a transaction of its own, so that a failure does not affect the others. Safe to run concurrently:
    every function locks and checks again.
    """
    now = timezone.now()
    begun = Booking.objects.active().filter(starts_at__lte=now).select_related("room", "user")
    grace_over = begun.filter(state=Booking.State.CONFIRMED).filter(
        starts_at__lte=now - ExpressionWrapper(F("room__grace_minutes") * timedelta(minutes=1), DurationField())
    )
    _each(grace_over, lambda booking: mark_no_show(booking=booking))
    _each(
        begun.filter(state=Booking.State.CHECKED_IN, ends_at__lte=now), lambda b: complete_booking(booking=b, by=None)
    )
    _each(begun.filter(state=Booking.State.REQUESTED), _decline_unanswered)
    waiting = Waiting.objects.select_related("room", "user")
    _each(waiting.filter(state=Waiting.State.OFFERED, offer_ends_at__lte=now), lapse)
    _each(waiting.filter(state=Waiting.State.WAITING, during__endswith__lte=now), lapse)
    kinds = dict(reminders_due(now))
    _each(kinds, lambda booking: remind(booking=booking, kind=kinds[booking]))


def _decline_unanswered(booking: Booking) -> None:
    with translation.override(language_of(booking)):
        reason = _("Nobody could approve it in time. We are sorry.")
    decline_booking(booking=booking, by=None, reason=reason)


def _each(rows: Iterable[Any], verb: Callable[[Any], object]) -> None:
    for row in rows:
        try:
            with suppress(DomainError):  # The desk was faster.
                verb(row)
        except Exception:
            log.exception("Tending failed", extra={"model": type(row).__name__, "pk": row.pk})
