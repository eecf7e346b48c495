"""Every change to a login: sign up, passwords, phone, profile."""

from collections.abc import Iterable
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.errors import DomainError
from community.models import User, unguessable_token


def sign_up(*, phone: str, name: str, password: str, birth_date: date | None = None) -> User:
    """A login for a phone number that was proved by a code. Raises `phone_taken`."""
    try:
        with transaction.atomic():
            return User.objects.create_user(
                phone, password, name=name, birth_date=birth_date, language=get_language() or "zh-hans"
            )
    except IntegrityError as error:
        raise DomainError("phone_taken", _("This number has a login already. Please log in.")) from error


def set_password(*, user: User, password: str) -> None:
    """A new password; every other session of the user ends."""
    user.set_password(password)
    user.save(update_fields=["password"])


def reset_password(*, phone: str, password: str) -> User:
    """A new password for the login of a phone number that was proved by a code. Raises `no_login`."""
    user = User.objects.filter(phone=phone, is_active=True).first()
    if user is None:
        raise DomainError("no_login", _("This number has no login yet. Please sign up."))
    if user.is_staff:
        # Whoever holds the SIM card for a minute must not hold the register: see community.accounts.second_factor.
        raise DomainError(
            "staff_login", _("For a login of staff a text message is not enough. Please ask an administrator.")
        )
    set_password(user=user, password=password)
    return user


def change_phone(*, user: User, phone: str) -> None:
    """Move a login to another number that was proved by a code. Raises `phone_taken`."""
    try:
        with transaction.atomic():
            user = User.objects.select_for_update().get(pk=user.pk)
            user.phone = phone
            user.save(update_fields=["phone"])
    except IntegrityError as error:
        raise DomainError("phone_taken", _("This number has a login already. Please log in.")) from error


def save_profile(*, user: User, muted_kinds: Iterable[str]) -> None:
    """Keep what a user changed about themselves, and which kinds of message stay in the portal."""
    user.muted_kinds = sorted(set(muted_kinds))
    user.save(update_fields=["name", "name_key", "email", "birth_date", "language", "muted_kinds"])


def choose_language(*, user: User, language: str) -> None:
    """The language of a user's messages, and of the portal after the next log-in."""
    user.language = language
    user.save(update_fields=["language"])


def reset_calendar_token(*, user: User) -> str:
    """A new secret address for a user's calendar feed; the old one stops working."""
    user.calendar_token = unguessable_token()
    user.save(update_fields=["calendar_token"])
    return user.calendar_token
