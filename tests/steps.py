"""Steps used by many tests."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from community.errors import DomainError
from community.models import User


def log_in(client: Client, user: User) -> User:
    """Log `client` in as `user`."""
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return user


def refused(code: str, verb: Callable[..., object], /, *arguments: Any, **named: Any) -> DomainError:
    """Expect a service to refuse with this code; returns the error, for its details."""
    with pytest.raises(DomainError) as caught:
        verb(*arguments, **named)
    assert caught.value.code == code
    return caught.value
