"""What the portal stores about a user: to read, to export, and to erase (PIPL articles 44 to 47).

Each app registers its part in `AppConfig.ready`: `export` returns what it stores as plain values, `erase` deletes it
or unlinks it from the person, inside the caller's transaction, and `kinds` describe what is stored, why and for how
long, for the privacy page. Where `export` masks values, such as an identity number, `in_full` returns them unmasked
and records the access.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axes.models import AccessAttempt, AccessFailureLog
from django.db import transaction
from django.db.models import ProtectedError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.models import OneTimeCode, OutgoingText, User
from community.only_added import forget

Export = Callable[[User], Any]
Erase = Callable[[User], None]


@dataclass(frozen=True)
class Kind:
    """One kind of personal data, in words, and where it stands.

    `stands_in` names models, as "rooms.Booking", and columns wherever they are, as
    "*.created_by". Of each model that tells of people one kind at least must speak.
    """

    what: Promise
    purpose: Promise
    how_long: str | Promise
    stands_in: frozenset[str] = frozenset()


@dataclass(frozen=True)
class _Part:
    export: Export
    erase: Erase
    kinds: Sequence[Kind]
    in_full: Export | None
    masks: Callable[[User], bool]


_parts: dict[str, _Part] = {}


def register(
    app: str,
    *,
    export: Export,
    erase: Erase,
    kinds: Sequence[Kind],
    in_full: Export | None = None,
    masks: Callable[[User], bool] = lambda user: False,
) -> None:
    """Register an app's part; `masks` says whether `export` hides any of a user's data."""
    _parts[app] = _Part(export, erase, kinds, in_full, masks)


def all_kinds() -> list[Kind]:
    """Every kind of personal data that the portal stores, app by app."""
    return [kind for part in _parts.values() for kind in part.kinds]


def export_all(user: User) -> dict[str, Any]:
    """Everything that the portal stores about a user, by app; what needs more than an open session is masked."""
    return {app: part.export(user) for app, part in _parts.items()}


def export_in_full(user: User) -> dict[str, Any]:
    """The same without masking, after the user proved their identity again. Each app records what it disclosed."""
    return {app: (part.in_full or part.export)(user) for app, part in _parts.items()}


def masks_something(user: User) -> bool:
    """Whether `export_in_full` discloses more about a user than `export_all`."""
    return any(part.masks(user) for part in _parts.values())


def delete_user(*, user: User) -> None:
    """Erase what every app stores about a user, then the login and its history; all or nothing.

    Raises `on_record` if the law requires a record of the user's work, such as access to personal data.
    """
    with _nobody_on_record(), transaction.atomic():
        user = User.objects.select_for_update().get(pk=user.pk)
        for part in reversed(_parts.values()):
            part.erase(user)
        pk = user.pk
        user.delete()
        # Last, because deleting writes history too.
        forget(User.history.filter(id=pk))


def export_login(user: User) -> dict[str, Any]:
    """The kernel's data: the login and its messages."""
    return {
        "phone": user.phone,
        "name": user.name,
        "email": user.email,
        "birth_date": user.birth_date,
        "language": user.language,
        "joined": user.date_joined,
        "switched_off_messages": user.muted_kinds,
        "subscribed_to": sorted(user.subscriptions.values_list("topic", flat=True)),
        "kept_lists": list(user.kept_lists.values("page", "name", "query")),
        "sessions": list(user.sessions.values("began_at", "seen_at", "device")),
        "messages": list(user.messages.values("created_at", "subject", "body", "read_at")),
        "changes": list(user.history.values("history_date", "name", "phone", "email", "birth_date")),
    }


def erase_login(user: User) -> None:
    """Delete what is linked to the phone number: messages, texts, codes, and counted log-ins."""
    user.messages.all().delete()
    OutgoingText.objects.filter(phone=user.phone).delete()
    OneTimeCode.objects.filter(phone=user.phone).delete()
    AccessAttempt.objects.filter(username=user.phone).delete()
    AccessFailureLog.objects.filter(username=user.phone).delete()


@contextmanager
def _nobody_on_record() -> Iterator[None]:
    try:
        yield
    except ProtectedError as error:
        message = _("The records of work done with this login must be kept. Please ask the centre to close it.")
        raise Conflict("on_record", message) from error
