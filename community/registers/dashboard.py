"""What needs a hand today, on the admin's first page.

An app registers a callable that gives its lines for a user; it leaves out what the user
may not see, and what is nought.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from community.models import User


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at: how many, of what, and where."""

    label: str | Promise
    url: str
    count: int | None = None


Source = Callable[[User], Iterable[Line]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let `source` add lines; usable as a decorator."""
    _sources.append(source)
    return source


def lines_for(user: User) -> list[Line]:
    """Every line that concerns `user`, in the order of registration."""
    return [line for source in _sources for line in source(user)]
