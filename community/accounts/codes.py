"""One-time codes by text message: six digits, valid for ten minutes and five attempts, with limits on how many are
sent.

A code is valid only in the browser that requested it, so a stranger who requests codes for someone else's number uses
up neither the owner's codes nor the owner's attempts. A browser in which the owner has logged in before has an
allowance of its own.
"""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.delivery.notify import text
from community.delivery.tasks import CODE, CODES_GOOD_FOR
from community.enums import CodePurpose
from community.errors import Invalid, TooOften
from community.models import OneTimeCode, User
from community.throttling import hashed, one_at_a_time

LIFETIME = CODES_GOOD_FOR
MOST_ATTEMPTS = 5
PAUSE = timedelta(minutes=1)
MOST_PER_ASKER = 5  # per hour, for one number from one address
MOST_PER_PHONE = 20  # per hour, for one number from all addresses
MOST_PER_CLIENT = 20  # per hour; a family behind one address stays below it
HOUR = timedelta(hours=1)


def send_code(*, phone: str, purpose: str, client: str, asker: str, is_known: bool = False) -> None:
    """Text a new code to `phone`, requested from the address `client` by the browser identified by `asker`.

    `is_known` says that the owner of the number has logged in with this browser before. A request to move a login to
    a number that already has one sends advice instead of a code, so that only the number's owner learns that it is
    taken. Raises `too_many_codes`.
    """
    client = hashed(client, "community.accounts.codes")
    with transaction.atomic():
        # Always in this order, so that two requests cannot deadlock.
        one_at_a_time(f"codes from {client}")
        one_at_a_time(f"codes to {phone}")
        _check_allowance(phone, client, is_known)
        code = f"{secrets.randbelow(10**6):06d}"
        is_taken = purpose == CodePurpose.NEW_PHONE and User.objects.filter(phone=phone, is_active=True).exists()
        OneTimeCode.objects.create(
            phone=phone,
            client=client,
            asker=hashed(asker, "community.accounts.codes.asker"),
            is_known=is_known,
            purpose=purpose,
            code_hash=_hash(phone, secrets.token_hex(8) if is_taken else code),
        )
        kind = "code_has_login" if is_taken else CODE
        text(phone=phone, kind=kind, context={"code": code}, language=get_language() or "zh-hans")


def _check_allowance(phone: str, client: str, is_known: bool) -> None:
    now = timezone.now()
    recent = OneTimeCode.objects.filter(created_at__gt=now - HOUR)
    of_asker = recent.filter(phone=phone, client=client, is_known=is_known)
    is_too_many = (
        of_asker.filter(created_at__gt=now - PAUSE).exists()
        or of_asker.count() >= MOST_PER_ASKER
        or recent.filter(client=client).count() >= MOST_PER_CLIENT
        or (not is_known and recent.filter(phone=phone, is_known=False).count() >= MOST_PER_PHONE)
    )
    if is_too_many:
        raise TooOften("too_many_codes", _("A code has already been sent. Please wait a moment before the next."))


def use_code(*, phone: str, purpose: str, code: str, asker: str) -> None:
    """Accept a code as proof of the phone, from the browser that requested it; each code works once. Raises
    `wrong_code`.
    """
    with transaction.atomic():
        latest = (
            OneTimeCode.objects.select_for_update()
            .filter(
                phone=phone,
                purpose=purpose,
                asker=hashed(asker, "community.accounts.codes.asker"),
                created_at__gt=timezone.now() - LIFETIME,
            )
            .order_by("-created_at")
            .first()
        )
        is_right = (
            latest is not None
            and latest.used_at is None
            and latest.attempts < MOST_ATTEMPTS
            and constant_time_compare(_hash(phone, code), latest.code_hash)
        )
        if latest is not None:
            latest.attempts = min(latest.attempts + 1, MOST_ATTEMPTS)
            latest.used_at = timezone.now() if is_right else latest.used_at
            latest.save(update_fields=["attempts", "used_at"])
    # Outside the transaction, so that a wrong guess is counted although the request is refused.
    if not is_right:
        message = _("This code is wrong or has expired. Please check it, or ask for a new one.")
        raise Invalid("wrong_code", message)


def _hash(phone: str, code: str) -> str:
    """A keyed hash. A code lives for ten minutes and five attempts, so slow hashing would only waste the
    workers' time.
    """
    return hashed(f"{phone} {code}", "community.accounts.codes.code")
