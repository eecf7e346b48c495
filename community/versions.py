"""Which tables changed: a number for each that pages read, moved on in the transaction of the change.

`Versioned` is a migration operation; from then on a trigger of the database counts every
INSERT, UPDATE, DELETE and TRUNCATE of a model's table, whoever sends it. A table may have
several rows in `community_version`, and its version is their sum: each transaction moves
on a row that no other holds, so that nobody waits for anybody, in whatever order tables
change.
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
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import get_language

Found = TypeVar("Found")
MOST = 1000  # things that a process remembers


class Versioned(Operation):
    """The table of a model has a version from now on."""

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
    """The version of every table that has one; one query. A number is never used twice for a table."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT source, sum(number)::bigint FROM community_version GROUP BY source")
        return dict(cursor.fetchall())


def versioned_tables() -> frozenset[str]:
    """The tables whose changes are counted, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid "
            "JOIN pg_proc ON pg_proc.oid = tgfoid WHERE proname = 'community_move_version' AND tgenabled <> 'D'"
        )
        return frozenset(name for (name,) in cursor.fetchall())


class _Here(threading.local):
    """What this thread is doing: whose tables are noted, and, while a page is made, the versions it rests on."""

    def __init__(self) -> None:
        self.noted: list[set[str]] = []
        self.page: Mapping[str, int] | None = None


_here = _Here()


@contextmanager
def noting(tables: set[str]) -> Iterator[None]:
    """Add to `tables` the models' tables that are asked meanwhile, or were for what is remembered."""

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
    """While a page is made that will be shown as of the versions `now`, what is remembered is asked as of them too."""
    before, _here.page = _here.page, now
    try:
        yield
    finally:
        _here.page = before


def rests_on(model: type[Model]) -> None:
    """Note a model's table as asked, where its rows were read before and are looked at again."""
    for noted in _here.noted:
        noted.add(model._meta.db_table)


def tables_in(statement: str) -> frozenset[str]:
    """The models' tables that a statement of SQL names."""
    return _tables() & set(re.findall(r"\w+", statement))


@cache
def _tables() -> frozenset[str]:
    return frozenset(model._meta.db_table for model in apps.get_models(include_auto_created=True))


_Kept = dict[Hashable, tuple[Mapping[str, int], object]]
_remembered: _Kept = {}
_parts: _Kept = {}  # of pages of this minute
_minute = 0
_lock = threading.Lock()


def remembered(key: Hashable, read: Callable[[], Found]) -> Found:
    """What `read` found the last time, unless a table that it asked changed since; one query where none did.

    For what changes seldom, such as opening hours. `key` holds all that the answer depends on
    besides the tables, the language too where it has words. What asks a table without a
    version is read each time. Nobody changes what comes back: others have it too.
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
    """Something that a shared page rests on: where only the rest of the page changed, it is not read again.

    Within the minute, as the page is, and in one language. Outside of such a page it is simply read.
    """
    if _here.page is None:
        return read()
    minute = _this_minute()
    return _recalled(_parts, (key, minute, get_language()), read, _here.page)


def parts_of_page(
    asked: Mapping[Hashable, frozenset[str]], read: Callable[[Sequence[Hashable]], Mapping[Hashable, Found]]
) -> dict[Hashable, Found]:
    """As `part_of_page`, of many things at once, each with the tables that it rests on.

    `read` is given those that are not known any more, if there are any, and gives each of them.
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
    """The minute for which parts of pages hold; nobody asks for those of an earlier one, and they go."""
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
    """Read everything anew; for tests, the versions do it for everybody else."""
    with _lock:
        _remembered.clear()
        _parts.clear()
