"""Every change to a login: sign-up, password, phone and profile."""

from collections.abc import Iterable
from datetime import timedelta

from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.faults import refusing
from community.models import User, unguessable_token
from community.registers.topics import subscribe

_REFUSALS = {
    "community_user_phone_key": lambda: Conflict("phone_taken", _("This number already has a login. Please log in."))
}
PROVED_AT, PROVED_FOR = "proved_at", timedelta(minutes=15)


def sign_up(*, phone: str, name: str) -> User:
    """Create a login, without a password, for a phone number that was proved by a code. Raises `phone_taken`."""
    with refusing(_REFUSALS):
        return User.objects.create_user(phone, name=name, language=get_language() or "zh-hans")


def set_password(*, user: User, password: str) -> None:
    """Set a new password and end every other session of the user."""
    user.set_password(password)
    user.save(update_fields=["password"])


def change_phone(*, user: User, phone: str) -> None:
    """Move a login to another number, which was proved by a code. Raises `phone_taken`."""
    with refusing(_REFUSALS):
        user = User.objects.select_for_update().get(pk=user.pk)
        user.phone = phone
        user.save(update_fields=["phone"])


def save_profile(*, user: User, muted_kinds: Iterable[str], topics: Iterable[str] = ()) -> None:
    """Save a user's profile, the kinds of message that stay in the portal, and the subscribed topics."""
    user.muted_kinds = sorted(set(muted_kinds))
    with transaction.atomic():
        user.save(update_fields=["name", "name_key", "email", "birth_date", "language", "muted_kinds"])
        subscribe(user=user, topics=topics)


def choose_language(*, user: User, language: str) -> None:
    """Set the language of a user's messages, and of the portal after the next log-in."""
    user.language = language
    user.save(update_fields=["language"])


def mark_all_read(*, user: User, newest: int) -> int:
    """Mark the user's messages up to that primary key as read, and return how many were not.

    `newest` is the newest that the user saw listed: one that arrived since then stays unread.
    """
    return user.messages.filter(read_at=None, pk__lte=newest).update(read_at=timezone.now())


def reset_calendar_token(*, user: User) -> str:
    """Give the user's calendar feed a new secret address; the old one stops working."""
    user.calendar_token = unguessable_token()
    user.save(update_fields=["calendar_token"])
    return user.calendar_token


def note_proved(session: SessionBase) -> None:
    """Note in the session that the phone has just been proved."""
    session[PROVED_AT] = timezone.now().timestamp()


def is_proved_lately(session: SessionBase) -> bool:
    """Whether the phone was proved in this session within `PROVED_FOR`."""
    return timezone.now().timestamp() - session.get(PROVED_AT, 0) < PROVED_FOR.total_seconds()


def may_set_password(*, user: User, session: SessionBase) -> bool:
    """Whether the user may set a password without the current one: a code was just entered, or there is no password.

    Not for staff unless the second factor was proved too, because someone who holds the SIM card for a minute must
    not gain access to the register.
    """
    if user.is_staff and not getattr(user, "otp_device", None):
        return False
    return is_proved_lately(session)
