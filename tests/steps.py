"""Steps used by many tests."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from community.errors import DomainError
from community.models import Message, User
from community.ranges import day_span
from rooms.models import Room
from rooms.rules.hours import opening_spans
from rooms.rules.slots import Start, starts_of


def log_in(client: Client, user: User) -> User:
    """Log `client` in as `user`."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def free_starts(room: Room, day: date, **asked: Any) -> list[Start]:
    """The free starts of a room on a day; `asked` as for `starts_of`."""
    span = day_span(day)
    found = starts_of([room], span, opening_spans([room], span), **asked)
    return [each for each in found[room.pk] if each.is_free]


def refused(code: str, verb: Callable[..., object], /, *arguments: Any, **named: Any) -> DomainError:
    """Expect a service to refuse with this code; returns the error, for its details."""
    with pytest.raises(DomainError) as caught:
        verb(*arguments, **named)
    assert caught.value.code == code
    return caught.value


def signed(record: Any) -> User | None:
    """Who made the latest change to a record, by its history."""
    signer: User | None = record.history.first().history_user
    return signer


def kinds_to(user: User) -> list[str]:
    """The kinds of the messages to a user, in order."""
    return list(Message.objects.filter(user=user).order_by("pk").values_list("kind", flat=True))
