"""What needs a hand, in lines with a number, on the first page of staff.

An app registers a callable that gives its lines for a user; it leaves out what the user
may not see. A line counts by a query set: all lines of all apps are counted in one query,
and counts of zero are left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import QuerySet
from django.utils.functional import Promise

from community.models import User
from community.registers.ranks import Rank, order
from community.registers.staff import may_open


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at: of what, where, how many (a number, or the query set to count), and how pressing.

    One that `is_whole` is a complete sentence, shown without its number unless the count is zero.
    """

    label: str | Promise
    url: str
    count: "int | QuerySet[Any] | None" = None
    rank: Rank = Rank.USUAL
    at: datetime | None = None
    is_whole: bool = False


Source = Callable[[User], Iterable[Line]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let `source` add lines; usable as a decorator."""
    _sources.append(source)
    return source


def lines_for(user: User) -> list[Line]:
    """Every line that concerns `user` and is not zero, most urgent first."""
    found = [line for source in _sources for line in source(user) if may_open(user, line.url)]
    waiting = [line for line in found if isinstance(line.count, QuerySet)]
    counts = dict(zip(map(id, waiting), _counted([line.count for line in waiting]), strict=True))
    lines = [replace(line, count=counts[id(line)]) if id(line) in counts else line for line in found]
    shown = (replace(line, count=None) if line.is_whole else line for line in lines if line.count != 0)
    return sorted(shown, key=order)


def _counted(querysets: Iterable[Any]) -> list[int]:
    """How many rows each query set has; one query for all of them."""
    parts, values = [], []
    for each in querysets:
        try:
            plain = each if each.query.is_sliced else each.order_by()
            sql, given = plain.values("pk").query.sql_with_params()
        except EmptyResultSet:
            sql, given = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS counted)")  # noqa: S608 - Django wrote it, and keeps the values apart
        values += given
    if not parts:
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(parts), values)
        return list(cursor.fetchone() or [])
