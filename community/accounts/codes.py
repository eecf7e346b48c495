"""One-time codes by SMS: six digits, ten minutes, five tries, and not too many of them."""

import secrets
from datetime import timedelta

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.delivery import notify as services
from community.errors import DomainError
from community.models import OneTimeCode, User
from community.throttling import hashed, one_at_a_time

LIFETIME = timedelta(minutes=10)
MOST_ATTEMPTS = 5
PAUSE = timedelta(minutes=1)
MOST_PER_PHONE = 5  # an hour
MOST_PER_CLIENT = 20  # an hour; a family behind one address stays below it
HOUR = timedelta(hours=1)


def send_code(*, phone: str, purpose: str, client: str) -> None:
    """Text a new code to `phone`, asked for from the address `client`.

    Whether the phone has a login is told to its owner alone, in the text: signing up
    again, or resetting a password that does not exist, sends advice in place of a code.
    Raises `too_many_codes`.
    """
    client = hashed(client, "community.accounts.codes")
    with transaction.atomic():
        one_at_a_time(f"code {phone}")
        now = timezone.now()
        recent = OneTimeCode.objects.filter(created_at__gt=now - HOUR)
        if (
            recent.filter(phone=phone, created_at__gt=now - PAUSE).exists()
            or recent.filter(phone=phone).count() >= MOST_PER_PHONE
            or recent.filter(client=client).count() >= MOST_PER_CLIENT
        ):
            raise DomainError("too_many_codes", _("A code was sent already. Please wait a moment before the next."))
        code = f"{secrets.randbelow(10**6):06d}"
        has_login = User.objects.filter(phone=phone, is_active=True).exists()
        wanted = has_login == (purpose == OneTimeCode.Purpose.RESET)
        # Hashing takes a while, so a code that nobody gets is hashed too: the time must not tell who has a login.
        code_hash = make_password(code if wanted else secrets.token_hex(3))
        OneTimeCode.objects.create(phone=phone, client=client, purpose=purpose, code_hash=code_hash)
        kind = "code" if wanted else ("code_has_login" if has_login else "code_no_login")
        services.text(phone=phone, kind=kind, context={"code": code}, language=get_language() or "zh-hans")


def use_code(*, phone: str, purpose: str, code: str) -> None:
    """Take a code as proof of the phone; each is good once. Raises `wrong_code`."""
    refused = DomainError("wrong_code", _("This code is not right, or too old. Please check it, or ask for a new one."))
    with transaction.atomic():
        latest = (
            OneTimeCode.objects.select_for_update()
            .filter(phone=phone, purpose=purpose, created_at__gt=timezone.now() - LIFETIME)
            .order_by("-created_at")
            .first()
        )
        is_right = (
            latest is not None
            and latest.used_at is None
            and latest.attempts < MOST_ATTEMPTS
            and check_password(code, latest.code_hash)
        )
        if latest is not None:
            latest.attempts = min(latest.attempts + 1, MOST_ATTEMPTS)
            latest.used_at = timezone.now() if is_right else latest.used_at
            latest.save(update_fields=["attempts", "used_at"])
    # Outside the transaction: a wrong guess is counted although it is refused.
    if not is_right:
        raise refused
