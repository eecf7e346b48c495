"""What waits for a user's answer, shown first on the home page and on "my" page.

An app registers a source, such as rooms held for the user until three o'clock.
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
    """One open question: its subject, what is asked, until when, and the page on which to answer."""

    title: str
    text: str
    url: str
    until: datetime


Source = Callable[[User], Iterable[Question]]

# Each source, and the SQL condition under which it has anything for %(user)s; empty if it is always asked.
_sources: list[tuple[Source, str]] = []


@overload
def register(source: Source) -> Source: ...
@overload
def register(*, where: str) -> Callable[[Source], Source]: ...
def register(source: Source | None = None, *, where: str = "") -> Source | Callable[[Source], Source]:
    """Register a source of questions; usable as a decorator.

    `where` is an SQL condition that must hold for `%(user)s` at `%(now)s`. The pages check those of all sources in
    one query, because usually nothing is waiting.
    """
    if source is None:
        return lambda source: _add(source, where)
    return _add(source, "")


def _add(source: Source, where: str) -> Source:
    _sources.append((source, where))
    return source


def questions_for(user: User) -> list[Question]:
    """All open questions for `user`, the most pressing first; one query, plus those of each source that has any."""
    wheres = [where or "true" for _source, where in _sources]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(wheres) or 'true'}", {"user": user.pk, "now": timezone.now()})
        asking = cursor.fetchone()
    found = (source for (source, _where), is_asking in zip(_sources, asking, strict=False) if is_asking)
    return sorted((each for source in found for each in source(user)), key=lambda each: each.until)
