"""Checking passwords, with limits per login and per address, and without tying up every worker.

django-axes counts wrong passwords for a login from an address and locks out that pair for a while. This module covers
what axes cannot: an address that tries many logins, parallel guesses that would all pass before the first is counted,
and the time that hashing takes.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.db import connection, transaction
from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError, TooOften
from community.http import client_address
from community.models import User

MOST_WRONG_FROM_ADDRESS = 60  # within axes' cool-off period; visitors of a centre share one address
AT_ONCE_FROM_ADDRESS = 4
WAIT_SECONDS = 3.0
# At most half of a process's threads may be in here, and a third of those hash while the others wait for them, so that
# a flood of log-ins leaves threads and processor time for pages.
_inside = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 2))
_hashing = threading.BoundedSemaphore(max(1, settings.WEB_THREADS // 6))


def user_with(request: HttpRequest, *, phone: str, password: str) -> User | None:
    """The active login with this number and password, or None; a wrong password is counted.

    Raises `busy` while the same login is being tried or too many are being tried from this address, and
    `too_many_wrong`.
    """
    with _one_guess(phone, client_address(request)):
        user = authenticate(request, username=phone, password=password)
    return user if isinstance(user, User) else None


def is_own_password(request: HttpRequest, user: User, password: str) -> bool:
    """Whether `password` belongs to `user`; counted and limited like a log-in. Raises as `user_with` does."""
    return user_with(request, phone=user.phone, password=password) == user


@contextmanager
def _one_guess(phone: str, address: str) -> Iterator[None]:
    with _slot(_inside, wait=0), _slot(_hashing, wait=WAIT_SECONDS), transaction.atomic():
        places = [f"guess from {address} {number}" for number in range(AT_ONCE_FROM_ADDRESS)]
        if not _claim(f"guess at {phone}") or not any(_claim(place) for place in places):
            raise _busy()
        if _wrong_from(address) >= MOST_WRONG_FROM_ADDRESS:
            raise TooOften("too_many_wrong", _("Too many attempts from here. Please wait a quarter of an hour."))
        yield


@contextmanager
def _slot(places: threading.BoundedSemaphore, *, wait: float) -> Iterator[None]:
    """Take one of a limited number of slots, waiting at most `wait` seconds. Raises `busy`."""
    if not places.acquire(timeout=wait):
        raise _busy()
    try:
        yield
    finally:
        places.release()


def _claim(key: str) -> bool:
    """Lock `key` until the transaction ends; False if another transaction holds it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 1))", [key])
        return bool(cursor.fetchone()[0])


def _wrong_from(address: str) -> int:
    since = timezone.now() - timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(ip_address=address, attempt_time__gt=since)
    return tries.aggregate(total=Sum("failures_since_start"))["total"] or 0


def _busy() -> DomainError:
    return TooOften("busy", _("The last attempt is still being checked. Please try again in a moment."))
