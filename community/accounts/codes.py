"""One-time codes by text: six digits, ten minutes, five tries, and not too many of them.

A code is good only for the browser that asked for it. Whoever asks in the name of another
uses up neither the other's codes nor the other's tries; a browser that the number's owner
came in with before has an allowance of its own.
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
MOST_PER_ASKER = 5  # an hour, for one number from one address
MOST_PER_PHONE = 20  # an hour, from wherever they are asked
MOST_PER_CLIENT = 20  # an hour; a family behind one address stays below it
HOUR = timedelta(hours=1)


def send_code(*, phone: str, purpose: str, client: str, asker: str, is_known: bool = False) -> None:
    """Text a new code to `phone`, asked for from the address `client` by the browser that keeps `asker`.

    `is_known`: the owner of the number came in with this browser before. Moving a login to a number that has
    one already sends advice in place of a code; nobody but the number's owner learns of it.
    Raises `too_many_codes`.
    """
    client = hashed(client, "community.accounts.codes")
    with transaction.atomic():
        # Always in this order, so that two requests never wait for each other.
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
        raise TooOften("too_many_codes", _("A code was sent already. Please wait a moment before the next."))


def use_code(*, phone: str, purpose: str, code: str, asker: str) -> None:
    """Take a code as proof of the phone, from the browser that asked for it; each is good once. Raises `wrong_code`."""
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
    # Outside the transaction: a wrong guess is counted although it is refused.
    if not is_right:
        message = _("This code is not right, or too old. Please check it, or ask for a new one.")
        raise Invalid("wrong_code", message)


def _hash(phone: str, code: str) -> str:
    """A keyed hash: a code lives ten minutes and five tries, and slow hashing would cost every worker its time."""
    return hashed(f"{phone} {code}", "community.accounts.codes.code")
