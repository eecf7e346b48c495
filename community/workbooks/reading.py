"""The common representation of all file formats: sheets, and their non-empty rows."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from community.workbooks.words import refuse

MB = 1024 * 1024
MOST_BYTES = 20 * MB  # of the upload
MOST_ROWS = 200_000  # non-empty ones
MOST_EMPTY_ROWS = 10_000  # in sequence
MOST_COLUMNS = 100
MOST_SHEETS = 200

FORMULA = object()  # the value of a formula that was never computed, or failed


@dataclass(frozen=True, slots=True)
class RawRow:
    """A non-empty row: its number in the sheet from 1, and its cells from the first column."""

    number: int
    values: tuple[Any, ...]
    computed: frozenset[int] = frozenset()  # columns, from 0, whose value was computed by a formula


@dataclass(frozen=True, slots=True)
class Sheet:
    """The title of a sheet, and whether it is hidden."""

    title: str
    is_hidden: bool = False


class Book(Protocol):
    """A checked file of any format."""

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets, in order."""

    def rows(self, title: str) -> Iterator[RawRow]:
        """The non-empty rows of a sheet. Raises too_many_rows, too_many_empty_rows, not_a_workbook."""


def counted(title: str, rows: Iterator[RawRow]) -> Iterator[RawRow]:
    """Non-empty rows, checked against the limits. Raises too_many_rows, too_many_empty_rows."""
    kept = last = 0
    for row in rows:
        if row.number - last > MOST_EMPTY_ROWS:
            raise refuse("too_many_empty_rows", sheet=title, row=row.number)
        last, kept = row.number, kept + 1
        if kept > MOST_ROWS:
            raise refuse("too_many_rows", most=MOST_ROWS)
        yield row
