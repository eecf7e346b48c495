"""Strikes for missed bookings, which staff may forgive, and which survive a new sign-up."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.audit import save_by
from community.models import User
from community.throttling import hashed
from rooms.models import BookingPolicy, Strike


def forgive_strike(*, strike: Strike, by: User) -> Strike:
    """Forgive a strike, which ends a suspension caused by it."""
    with transaction.atomic():
        strike = Strike.objects.select_for_update().get(pk=strike.pk)
        strike.forgiven_at = strike.forgiven_at or timezone.now()
        save_by(strike, by)
    return strike


def leave_strikes(*, user: User) -> None:
    """Keep strikes that still count under the hashed number of a deleted login; the others are deleted."""
    for strike in _counted().filter(user=user, forgiven_at=None):
        strike.user, strike.phone_hash = None, _scrambled(user)
        strike.save()


def take_up_strikes(*, user: User) -> None:
    """Restore the strikes kept under this number."""
    for strike in Strike.objects.filter(phone_hash=_scrambled(user)):
        strike.user, strike.phone_hash = user, ""
        strike.save()


def forget_strikes() -> int:
    """Delete kept strikes that no longer count; returns how many. For the worker."""
    counted = _counted()
    return Strike.objects.filter(user=None).exclude(pk__in=counted.values("pk")).delete()[0]


def _counted() -> QuerySet[Strike]:
    return Strike.objects.filter(at__gt=timezone.now() - timedelta(days=BookingPolicy.load().strike_days))


def _scrambled(user: User) -> str:
    return hashed(user.phone, "rooms.strike")
