"""Queries whose SQL Django compiles once per process, not for each reader.

For a page that is specific to each reader, compiling its queries takes longer than PostgreSQL takes to answer them. A
`Prepared` is an ordinary query set, compiled on first use with `Given` as a placeholder for what differs between
calls; afterwards only the values change:

    DONE = Prepared(
        lambda volunteer: Assignment.objects.filter(volunteer=volunteer).select_related("shift"),
        volunteer=BigIntegerField(),
    )
    rows = DONE(volunteer=volunteer.pk)

Except for the given values the query set must be the same every time: it must not depend on the time, the language or
a reader's settings. A list is given as an `ArrayField` and compared by `IsAnyOf`, because the length of an `IN` list
is part of the SQL.
"""

from collections.abc import Callable
from copy import copy
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, Lookup, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")


class _Blank:
    """Marks the position of a given value among a statement's parameters."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        self.name, self.field = name, field


class Given(Expression):
    """A value that is only known when the query is executed."""

    def __init__(self, name: str, output_field: "Field[Any, Any]") -> None:
        super().__init__(output_field=output_field)
        self.name = name

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return "%s", (_Blank(self.name, self.output_field),)


class IsAnyOf(Lookup[Any]):
    """Whether a column is one of a given list: `IsAnyOf(F("sheet"), keys)` in a filter."""

    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, tuple[Any, ...]]:
        column, column_values = self.process_lhs(compiler, connection)
        given, given_values = self.process_rhs(compiler, connection)
        return f"{column} = ANY {given}", (*column_values, *given_values)


class Prepared(Generic[Row]):
    """A query set whose statement is compiled once in each process; see the module."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]], **given: "Field[Any, Any]") -> None:
        self._build, self._given = build, given
        self._statement: _Statement | None = None

    def __call__(self, **values: object) -> list[Row]:
        """The rows for these values; one query, and those of `prefetch_related`."""
        if values.keys() != self._given.keys():
            raise TypeError(f"given {sorted(values)}, wanted {sorted(self._given)}")
        if self._statement is None:
            self._statement = self.write()
        return list(self._statement.with_values(values))

    def write(self) -> "_Statement":
        """Build the query set, and put its statement together."""
        return _Statement(self._build(**{name: Given(name, field) for name, field in self._given.items()}))


class _Statement:
    """A query set and its SQL, as Django's compiler wrote it."""

    def __init__(self, queryset: QuerySet[Any, Any]) -> None:
        self._queryset = queryset
        self._compiler: SQLCompiler = queryset.query.get_compiler(using=queryset.db)
        self._sql, self._params = self._compiler.as_sql()

    @property
    def words(self) -> tuple[str, tuple[object, ...]]:
        """The statement and its parameters, the blanks by their names."""
        return self._sql, tuple(each.name if isinstance(each, _Blank) else each for each in self._params)

    def with_values(self, values: dict[str, object]) -> QuerySet[Any, Any]:
        """The same query set with the values filled in, which Django executes as any other, but without
        compiling it.
        """
        compiler = copy(self._compiler)
        # This thread's connection; the original holds that of the thread that compiled it.
        compiler.connection = connection = connections[self._queryset.db]
        if self._queryset.query.select_for_update and connection.get_autocommit():
            # As Django's compiler does; otherwise the lock would be gone before anything is written.
            raise TransactionManagementError("select_for_update cannot be used outside of a transaction.")
        params = tuple(
            each.field.get_db_prep_value(values[each.name], connection) if isinstance(each, _Blank) else each
            for each in self._params
        )
        compiler.as_sql = lambda *args, **kwargs: (self._sql, params)  # type: ignore[method-assign]
        queryset = self._queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler  # type: ignore[method-assign]
        return queryset
