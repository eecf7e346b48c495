"""Decisions that staff take with one tap on their first page; an app registers each with its permission and handler."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

Deed = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Registered:
    """An action: the permission it needs, and its handler."""

    permission: str
    deed: Deed


_acts: dict[str, Registered] = {}


def register(name: str, *, permission: str) -> Callable[[Deed], Deed]:
    """Register the handler `deed(key=…, by=…, reason=…)` for whoever holds `permission`; a decorator.

    The handler returns a message that says what was done, raises a `DomainError` if a service refuses, and `Http404`
    if there is no object with that key.
    """

    def keep(deed: Deed) -> Deed:
        _acts[name] = Registered(permission, deed)
        return deed

    return keep


def act_of(name: str) -> Registered | None:
    """The action with this name; None if no app registered one."""
    return _acts.get(name)


def url_of(name: str, key: object) -> str:
    """The URL to which an action on the object with this key is posted."""
    return reverse("work_act", args=[name, key])
