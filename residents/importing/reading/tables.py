"""The tables of a workbook: every sheet whose header is known, line by line below it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from residents.importing.reading import cells, headers
from residents.importing.reading.headers import Columns, Vocabulary
from residents.importing.reading.workbook import RawRow, Workbook, refuse
from residents.importing.words import COLUMNS


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its sheet and row, its cells by column, and the building that the sheet's title names."""

    sheet: str
    number: int
    values: dict[str, Any]
    building: int | None


class Tables:
    """The lines of a workbook in a vocabulary; sums and sheets without a header are left out and noted.

    Raises `DomainError`: what `Workbook` raises.
    """

    def __init__(self, content: bytes, vocabulary: Vocabulary) -> None:
        self._book = Workbook(content)
        self._vocabulary = vocabulary
        self.subtotals = 0
        self.skipped: list[str] = []

    def lines(self) -> Iterator[Line]:
        """Every line of every table. Raises no_header, missing_columns, no_rows."""
        count = 0
        refusals = []
        for title in self._book.sheets:
            rows = self._book.rows(title)
            first: list[RawRow] = []
            for row in rows:
                first.append(row)
                if row.number >= headers.HEADER_WITHIN:
                    break
            columns = headers.best(
                [headers.read_header(self._vocabulary, row.number, row.values, title) for row in first]
            )
            if columns is None or columns.missing:
                if first:
                    self.skipped.append(title)
                    refusals.append((columns, title))
                continue
            for row in _chain(first, rows):
                line = self._line(title, columns, row)
                if line is not None:
                    count += 1
                    yield line
        if not count:
            raise self._refusal(refusals)

    def _line(self, title: str, columns: Columns, row: RawRow) -> Line | None:
        if row.number <= columns.header_row:
            return None
        if any(cells.is_subtotal(value) for value in row.values[:4]):
            self.subtotals += 1
            return None
        values = {
            column: row.values[place] if place < len(row.values) else None for column, place in columns.places.items()
        }
        if headers.is_word_for(self._vocabulary, "name", values.get("name")):
            return None
        return Line(title, row.number, values, columns.building)

    def _refusal(self, refusals: list[tuple[Columns | None, str]]) -> Exception:
        """Why no sheet could be read: by the sheet whose header came nearest."""
        if not refusals:
            return refuse("no_rows")
        columns, title = max(refusals, key=lambda each: len(each[0].places) if each[0] else 0)
        if columns is None:
            example = "、".join(self._vocabulary.export_header)
            missing = "、".join(str(COLUMNS[column]) for column in self._vocabulary.missing((), False))
            return refuse("no_header", missing=missing, example=example)
        missing = "、".join(str(COLUMNS[column]) for column in columns.missing)
        return refuse("missing_columns", row=columns.header_row, sheet=title, missing=missing)


def _chain(first: list[RawRow], rest: Iterator[RawRow]) -> Iterator[RawRow]:
    yield from first
    yield from rest
