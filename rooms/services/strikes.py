"""Missed bookings: forgiven by staff, and not washed off by signing up anew."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from community.audit import acting_as
from community.models import User
from community.throttling import hashed
from rooms.models import BookingPolicy, Strike


def forgive_strike(*, strike: Strike, by: User) -> Strike:
    """Take a strike back; a suspension that rested on it ends."""
    with transaction.atomic():
        strike = Strike.objects.select_for_update().get(pk=strike.pk)
        strike.forgiven_at = strike.forgiven_at or timezone.now()
        with acting_as(by):
            strike.save()
    return strike


def leave_strikes(*, user: User) -> None:
    """Keep what still counts by the scrambled number of a login that goes; the rest goes with it."""
    for strike in _counted().filter(user=user, forgiven_at=None):
        strike.user, strike.phone_hash = None, _scrambled(user)
        strike.save()


def take_up_strikes(*, user: User) -> None:
    """Let what was left under this number count again."""
    for strike in Strike.objects.filter(phone_hash=_scrambled(user)):
        strike.user, strike.phone_hash = user, ""
        strike.save()


def forget_strikes() -> int:
    """Drop what logins left behind once it no longer counts; how many. For the worker."""
    counted = _counted()
    return Strike.objects.filter(user=None).exclude(pk__in=counted.values("pk")).delete()[0]


def _counted() -> QuerySet[Strike]:
    return Strike.objects.filter(at__gt=timezone.now() - timedelta(days=BookingPolicy.load().strike_days))


def _scrambled(user: User) -> str:
    return hashed(user.phone, "rooms.strike")
