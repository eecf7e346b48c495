"""The tablet at the door: registered by staff, unlocked by a PIN, and revocable."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.models import Carer, Station
from childcare.rules.people import require_staff
from community import vault
from community.audit import save_by
from community.errors import Conflict, Invalid, TooOften
from community.models import User
from community.typed_words import require_words

MOST_WRONG_PINS, LOCKED_FOR = 5, timedelta(minutes=10)


def register_station(*, name: str, by: User) -> tuple[Station, str]:
    """Register a tablet; returns it with the token for its cookie, which is not stored. Raises not_allowed,
    name_needed.
    """
    require_staff(by)
    name = require_words(name, "name_needed", _("Please give the tablet a name."), 50)
    token = secrets.token_urlsafe(32)
    station = Station(name=name, token_hash=vault.fingerprint(token), registered_by=by)
    save_by(station, by)
    return station, token


def unlock_station(*, station: Station, carer: Carer, pin: str) -> Station:
    """Unlock a tablet with a carer's PIN. Raises revoked, wrong_pin, and too_many after five wrong ones."""
    now = timezone.now()
    if station.revoked_at is not None:
        raise Conflict("revoked", _("This tablet was revoked; please ask the centre."))
    with transaction.atomic():
        locked = Carer.objects.select_for_update(of=["self"], no_key=True).get(pk=carer.pk)
        if locked.pin_locked_until is not None and locked.pin_locked_until > now:
            raise TooOften("too_many", _("Too many wrong PINs. Please wait ten minutes, or ask the centre."))
        is_right = locked.has_pin(pin) and locked.is_active
        Carer.objects.filter(pk=locked.pk).update(
            wrong_pins=0 if is_right or locked.wrong_pins + 1 >= MOST_WRONG_PINS else F("wrong_pins") + 1,
            pin_locked_until=now + LOCKED_FOR if not is_right and locked.wrong_pins + 1 >= MOST_WRONG_PINS else None,
        )
        if is_right:
            station.carer, station.touched_at = locked, now
            station.save(update_fields=["carer", "touched_at"])
    # Outside the transaction, so that a wrong attempt is counted.
    if not is_right:
        raise Invalid("wrong_pin", _("This is not this carer's PIN."))
    return station


def touch_station(*, station: Station) -> None:
    """Keep the tablet unlocked for four more minutes; one update."""
    station.touched_at = timezone.now()
    Station.objects.filter(pk=station.pk, revoked_at=None).update(touched_at=station.touched_at)


def lock_station(*, station: Station) -> None:
    """Lock the tablet until the next PIN."""
    station.carer = station.touched_at = None
    station.save(update_fields=["carer", "touched_at"])


def revoke_station(*, station: Station, by: User) -> None:
    """Revoke a tablet at once, for example a lost one. Raises not_allowed."""
    require_staff(by)
    station.revoked_at, station.revoked_by = timezone.now(), by
    station.carer = station.touched_at = None
    save_by(station, by)
