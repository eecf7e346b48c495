"""Versions of tables: a number for each table that pages read, increased in the transaction of every change.

`Versioned` is a migration operation that adds a trigger for every INSERT, UPDATE, DELETE and TRUNCATE of a model's
table. A table may have several rows in `community_version`, and its version is their sum: each transaction increases
a row that no other has locked, so that transactions never wait for each other, in whatever order tables change.
"""

import re
import threading
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, TypeVar, cast

from django.apps import apps
from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from django.utils import timezone
from django.utils.translation import get_language

Found = TypeVar("Found")
MOST = 1000  # values cached per process


class Versioned(Operation):
    """Give a model's table a version."""

    reversible = True
    atomic = True

    def __init__(self, *model_names: str) -> None:
        self.model_names = model_names

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        pass

    def database_forwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self._tables(app_label, to_state):
            schema_editor.execute(
                f'CREATE TRIGGER "{table}_version" AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION community_move_version()"
            )
            schema_editor.execute("SELECT community_move_version_of(%s)", [table])

    def database_backwards(
        self, app_label: str, schema_editor: BaseDatabaseSchemaEditor, from_state: ProjectState, to_state: ProjectState
    ) -> None:
        for table in self._tables(app_label, from_state):
            schema_editor.execute(f'DROP TRIGGER "{table}_version" ON "{table}"')
            schema_editor.execute("DELETE FROM community_version WHERE source = %s", [table])

    def describe(self) -> str:
        return f"Versions of {', '.join(self.model_names)}"

    def _tables(self, app_label: str, state: ProjectState) -> list[str]:
        return [state.apps.get_model(app_label, name)._meta.db_table for name in self.model_names]


def versions() -> dict[str, int]:
    """The version of every table that has one; one query. A number is never reused for a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, sum(number)::bigint FROM community_version GROUP BY source")
        return dict(cursor.fetchall())


def versioned_tables() -> frozenset[str]:
    """The tables with a version, according to the database."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'community_move_version' AND tgenabled <> 'D'"
        )
        return frozenset(name for (name,) in cursor.fetchall())


class _Here(threading.local):
    """This thread's state: the sets that collect table names and, while a page is rendered, the versions it
    depends on.
    """

    def __init__(self) -> None:
        self.noted: list[set[str]] = []
        self.page: Mapping[str, int] | None = None


_here = _Here()


@contextmanager
def noting(tables: set[str]) -> Iterator[None]:
    """Add to `tables` all tables of models queried inside, including those that cached values depend on."""

    def note(execute: Callable[..., Any], statement: str, *rest: Any) -> Any:
        tables.update(tables_in(str(statement)))
        return execute(statement, *rest)

    _here.noted.append(tables)
    try:
        with connection.execute_wrapper(note):
            yield
    finally:
        _here.noted.pop()


@contextmanager
def making_page(now: Mapping[str, int]) -> Iterator[None]:
    """Use the versions `now` for cached values as well, while a page with these versions is rendered."""
    before, _here.page = _here.page, now
    try:
        yield
    finally:
        _here.page = before


@contextmanager
def one_moment() -> Iterator[None]:
    """Use one reading of the versions for all cached values inside: that of the page, if one is being rendered."""
    if _here.page is not None:
        yield
        return
    with making_page(versions()):
        yield


def tables_in(statement: str) -> frozenset[str]:
    """The tables of models that an SQL statement mentions."""
    return _tables() & set(re.findall(r"\w+", statement))


@cache
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


_Kept = dict[Hashable, tuple[Mapping[str, int], object]]
_remembered: _Kept = {}
_parts: _Kept = {}  # parts of pages of the current minute
_minute = 0
_lock = threading.Lock()


def remembered(key: Hashable, read: Callable[[], Found]) -> Found:
    """The cached result of `read`, until a table that it queried changes; one query if it is cached.

    For what seldom changes, such as opening hours. `key` has to hold everything besides the tables that the result
    depends on, including the language if it contains text. Results that depend on a table without a version are not
    cached. The result is shared, so callers must not modify it.
    """
    return _recalled(_remembered, key, read, versions() if _here.page is None else _here.page)


def _recalled(store: _Kept, key: Hashable, read: Callable[[], Found], now: Mapping[str, int]) -> Found:
    kept = store.get(key)
    if kept is not None and all(now.get(table) == version for table, version in kept[0].items()):
        for noted in _here.noted:
            noted.update(kept[0])
        return cast(Found, kept[1])
    tables: set[str] = set()
    with noting(tables):
        found = read()
    if tables <= now.keys():
        _keep(store, key, {table: now[table] for table in tables}, found)
    return found


def part_of_page(key: Hashable, read: Callable[[], Found]) -> Found:
    """A part of a shared page, cached so that a change to another part of the page does not read it again.

    Cached for a minute like the page, and per language. Outside of such a page it is simply read.
    """
    if _here.page is None:
        return read()
    minute = _this_minute()
    return _recalled(_parts, (key, minute, get_language()), read, _here.page)


def parts_of_page(
    asked: Mapping[Hashable, frozenset[str]], read: Callable[[Sequence[Hashable]], Mapping[Hashable, Found]]
) -> dict[Hashable, Found]:
    """Like `part_of_page` for many parts at once, each with its own dependencies.

    `read` receives those that are not cached, if any, and returns a result for each.
    """
    if _here.page is None:
        return dict(read(list(asked))) if asked else {}
    minute, now = _this_minute(), _here.page
    rests = {key: {table: now.get(table, -1) for table in tables} for key, tables in asked.items()}
    found: dict[Hashable, Found] = {}
    for key, tables in rests.items():
        kept = _parts.get((key, minute))
        if kept is not None and kept[0] == tables:
            found[key] = cast(Found, kept[1])
    missing = [key for key in asked if key not in found]
    if missing:
        for key, value in read(missing).items():
            found[key] = value
            if rests[key].keys() <= now.keys():
                _keep(_parts, (key, minute), rests[key], value)
    return found


def _this_minute() -> int:
    """The minute for which cached parts of pages are valid; older ones are discarded."""
    global _minute
    minute = int(timezone.now().timestamp()) // 60
    with _lock:
        if minute != _minute:
            _parts.clear()
            _minute = minute
    return minute


def _keep(store: _Kept, key: Hashable, rests_on: Mapping[str, int], found: object) -> None:
    with _lock:
        while len(store) >= MOST:
            del store[next(iter(store))]
        store[key] = rests_on, found


def forget_remembered() -> None:
    """Clear the cache; for tests, because the versions take care of it everywhere else."""
    with _lock:
        _remembered.clear()
        _parts.clear()
