"""What waits for a user's own answer: first on home and on "my" page.

An app registers a source, such as a room that is held for the user until three o'clock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import overload

from django.db import connection
from django.utils import timezone

from community.models import User


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to answer: what it is about, in a line more what is asked, until when, and the page that asks it."""

    title: str
    text: str
    url: str
    until: datetime


Source = Callable[[User], Iterable[Question]]

# Each source, and the condition of SQL under which it has anything for %(user)s; empty where it is asked anyway.
_sources: list[tuple[Source, str]] = []


@overload
def register(source: Source) -> Source: ...
@overload
def register(*, where: str) -> Callable[[Source], Source]: ...
def register(source: Source | None = None, *, where: str = "") -> Source | Callable[[Source], Source]:
    """Let a source add questions; usable as a decorator.

    `where` is a condition of SQL without which it has none for `%(user)s` at `%(now)s`: home and "my" page
    ask it of all sources at once, for mostly nothing waits.
    """
    if source is None:
        return lambda source: _add(source, where)
    return _add(source, "")


def _add(source: Source, where: str) -> Source:
    _sources.append((source, where))
    return source


def questions_for(user: User) -> list[Question]:
    """Everything that waits for `user`, the most pressing first; one query, and those of each source that has any."""
    wheres = [where or "true" for _source, where in _sources]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(wheres) or 'true'}", {"user": user.pk, "now": timezone.now()})
        asking = cursor.fetchone()
    found = (source for (source, _where), is_asking in zip(_sources, asking, strict=False) if is_asking)
    return sorted((each for source in found for each in source(user)), key=lambda each: each.until)
