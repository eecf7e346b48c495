"""Lines with a number on the first page of staff, for what needs attention.

An app registers a callable that returns its lines for a user, leaving out what the user may not see. A line counts by
a query set: the lines of all apps are counted in one query, and lines with a count of zero are left out.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Exists, QuerySet
from django.utils.functional import Promise

from community.models import User
from community.registers.ranks import Rank, order
from community.registers.staff import may_open, reader_of
from community.versions import part_of_page, parts_of_page, tables_in

Counted = Callable[[int], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its label, its page, a count (a number or a query set), and how pressing it is.

    The label follows the number, so that of a counted line is a function of it: 1 child was …, 2 children were ….
    A line that `is_whole` is a complete sentence, shown without its number unless the count is zero.
    """

    label: str | Promise | Counted
    url: str
    count: "int | QuerySet[Any] | None" = None
    rank: Rank = Rank.USUAL
    at: datetime | None = None
    is_whole: bool = False


def first_step(user: User, records: QuerySet[Any], label: str | Promise, url: str) -> Line:
    """What a new centre does first: a sentence, as long as there are no such `records`."""
    # Counts the user's own row, because an empty table has none to count.
    missing = User.objects.filter(~Exists(records), pk=user.pk)
    return Line(label, url, missing, Rank.DUE, is_whole=True)


Source = Callable[[User], Iterable[Line]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of lines; usable as a decorator."""
    _sources.append(source)
    return source


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A line that is still to be counted: an SQL expression with its parameters."""

    line: Line
    expression: str
    values: tuple[Any, ...]

    @property
    def key(self) -> tuple[str, str]:
        return self.expression, repr(self.values)


def lines_for(user: User) -> list[Line]:
    """Every line for `user` with a count above zero, the most pressing first.

    On the first page of staff, the lines and counts of a source are cached until its tables change.
    """
    given = [
        each for source in _sources for each in part_of_page((source, *reader_of(user)), partial(_given, source, user))
    ]
    counts = _counted([each for each in given if isinstance(each, _Waiting)])
    lines = [each if isinstance(each, Line) else replace(each.line, count=counts[each.key]) for each in given]
    return sorted((_worded(line) for line in lines if line.count != 0), key=order)


def _worded(line: Line) -> Line:
    """A line as it is shown, with the label for its number."""
    if line.is_whole:
        return replace(line, count=None)
    if isinstance(line.label, str | Promise) or not isinstance(line.count, int):
        return line
    return replace(line, label=line.label(line.count))


def _given(source: Source, user: User) -> list[Line | _Waiting]:
    lines = (line for line in source(user) if may_open(user, line.url))
    return [_waiting(line, line.count) if isinstance(line.count, QuerySet) else line for line in lines]


def _waiting(line: Line, rows: QuerySet[Any]) -> Line | _Waiting:
    plain = rows if rows.query.is_sliced else rows.order_by()
    try:
        sql, values = plain.values("pk").query.sql_with_params()
    except EmptyResultSet:
        return replace(line, count=0)
    expression = f"(SELECT count(*) FROM ({sql}) AS counted)"  # noqa: S608 - Django wrote it, and keeps the values apart
    return _Waiting(replace(line, count=None), expression, tuple(values))


def _counted(waiting: Sequence[_Waiting]) -> dict[Hashable, int]:
    """The number of rows for each key; one query for all that are not cached."""
    asked = {each.key: each for each in waiting}

    def count(keys: Sequence[Any]) -> dict[Hashable, int]:
        chosen = [asked[key] for key in keys]
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT " + ", ".join(each.expression for each in chosen),
                [value for each in chosen for value in each.values],
            )
            return dict(zip(keys, cursor.fetchone() or (), strict=True))

    return parts_of_page({key: tables_in(each.expression) for key, each in asked.items()}, count)
