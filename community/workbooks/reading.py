"""What every kind of file is read into: sheets, and rows with something in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from community.workbooks.words import refuse

MB = 1024 * 1024
MOST_BYTES = 20 * MB  # of the upload
MOST_ROWS = 200_000  # that hold something
MOST_EMPTY_ROWS = 10_000  # in a row
MOST_COLUMNS = 100
MOST_SHEETS = 200

FORMULA = object()  # stands where a formula was never computed, or gave an error


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with something in it: its number in the sheet from 1, and its cells from the first column."""

    number: int
    values: tuple[Any, ...]
    computed: frozenset[int] = frozenset()  # columns, from 0, whose value a formula gave


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet by its title; whoever looks at the file does not see a hidden one."""

    title: str
    is_hidden: bool = False


class Book(Protocol):
    """A checked file, whatever its format."""

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets, in order."""

    def rows(self, title: str) -> Iterator[RawRow]:
        """The rows of a sheet that hold something. Raises too_many_rows, too_many_empty_rows, not_a_workbook."""


def counted(title: str, rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Rows that hold something, held against the limits. Raises too_many_rows, too_many_empty_rows."""
    kept = last = 0
    for row in rows:
        if row.number - last > MOST_EMPTY_ROWS:
            raise refuse("too_many_empty_rows", sheet=title, row=row.number)
        last, kept = row.number, kept + 1
        if kept > MOST_ROWS:
            raise refuse("too_many_rows", most=MOST_ROWS)
        yield row
