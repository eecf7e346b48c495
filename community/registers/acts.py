"""What staff decide with one tap on the first page; an app registers the act, its permission, and what does it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from community.models import User

Deed = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Registered:
    """An act: who may do it, and what does it."""

    permission: str
    deed: Deed


_acts: dict[str, Registered] = {}


def register(name: str, *, permission: str) -> Callable[[Deed], Deed]:
    """Let `deed(key=…, by=…, reason=…)` be done by whoever holds `permission`; a decorator.

    It gives the words that say what was done, raises a `DomainError` where a service
    refuses, and `Http404` where there is nothing of that key.
    """

    def keep(deed: Deed) -> Deed:
        _acts[name] = Registered(permission, deed)
        return deed

    return keep


def act_of(name: str) -> Registered | None:
    """The act of a name; None where no app has one."""
    return _acts.get(name)


def url_of(name: str, key: object) -> str:
    """Where an act about the thing with this key is sent to."""
    return reverse("work_act", args=[name, key])


def is_allowed(user: User, name: str) -> bool:
    """Whether a user may do an act."""
    act = act_of(name)
    return act is not None and user.has_perm(act.permission)
