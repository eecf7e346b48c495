"""The tables in a workbook: every sheet with a recognised header, and the lines below it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from community.errors import DomainError
from community.workbooks import cells, headings
from community.workbooks.headings import Columns, Vocabulary
from community.workbooks.opening import open_book
from community.workbooks.reading import RawRow
from community.workbooks.words import refuse

_DITTO = frozenset({"同上", "〃", "″", "''", '"', "“", "”", "同前", "ditto"})


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table: its sheet and row, and its cells by column, including values from the sheet's title."""

    sheet: str
    number: int
    values: dict[str, Any]
    computed: frozenset[str] = frozenset()  # columns whose value was computed by a formula
    repeated: frozenset[str] = frozenset()  # columns copied from the line above

    @property
    def repairs(self) -> list[str]:
        """What was repaired while reading the line."""
        said = {"formula_value": self.computed, "same_as_above": self.repeated}
        return [code for code, columns in said.items() if columns]


@dataclass(frozen=True, slots=True)
class Question:
    """Unknown headings of a sheet, which staff are asked about."""

    sheet: str
    row: int
    headings: dict[str, str]  # normalised headings, and their original spelling


@dataclass
class Reading:
    """What was skipped while reading a workbook, and what was not understood."""

    subtotals: int = 0
    skipped_sheets: list[str] = field(default_factory=list)
    hidden_sheets: list[str] = field(default_factory=list)
    questions: list[Question] = field(default_factory=list)

    def totals(self) -> dict[str, Any]:
        """The totals as stored with the run."""
        return {
            "subtotals": self.subtotals,
            "skipped_sheets": self.skipped_sheets,
            "hidden_sheets": self.hidden_sheets,
            "questions": [
                {"sheet": each.sheet, "row": each.row, "headings": list(each.headings.items())}
                for each in self.questions
            ],
        }


class Tables:
    """The lines of a workbook by a vocabulary; `reading` is filled in while they are read.

    `known` holds the headings that staff explained. With `fills_down`, an empty cell of a carried column repeats the
    one above. Hidden sheets are reported, and read only with `reads_hidden`. Raises `DomainError`: whatever
    `open_book` raises.
    """

    def __init__(
        self,
        content: bytes,
        vocabulary: Vocabulary,
        *,
        known: Mapping[str, str] | None = None,
        fills_down: bool = False,
        reads_hidden: bool = False,
    ) -> None:
        self._book = open_book(content)
        self._vocabulary = vocabulary
        self._known = known or {}
        self._fills_down, self._reads_hidden = fills_down, reads_hidden
        self.reading = Reading()

    def lines(self) -> Iterator[Line]:
        """Every line of every table. Raises no_header, missing_columns, crosstab, only_hidden, no_rows."""
        count = 0
        refusals: list[tuple[Columns | None, str, list[RawRow]]] = []
        for sheet in self._book.sheets:
            if sheet.is_hidden and not self._reads_hidden:
                self.reading.hidden_sheets.append(sheet.title)
                continue
            title, rows = sheet.title, self._book.rows(sheet.title)
            first: list[RawRow] = []
            for row in rows:
                first.append(row)
                if row.number >= headings.HEADER_WITHIN:
                    break
            columns = headings.best(self._candidates(first, title))
            if columns is None or columns.missing:
                if first:
                    self.reading.skipped_sheets.append(title)
                    refusals.append((columns, title, first))
                continue
            if columns.unknown:
                self.reading.questions.append(Question(title, columns.header_row, columns.unknown))
            for line in self._table(title, columns, chain(first, rows)):
                count += 1
                yield line
        if not count:
            refusal = self._refusal(refusals)
            refusal.details["reading"] = self.reading
            raise refusal

    def _candidates(self, rows: list[RawRow], title: str) -> list[Columns]:
        return [headings.read_header(self._vocabulary, row.number, row.values, title, self._known) for row in rows]

    def _table(self, title: str, columns: Columns, rows: Iterator[RawRow]) -> Iterator[Line]:
        told = self._vocabulary.of_title(title)
        above: dict[str, Any] = {}
        for row in rows:
            if row.number <= columns.header_row:
                continue
            if any(cells.is_subtotal(value) for value in row.values[:4]):
                self.reading.subtotals += 1
                continue
            values = {
                column: row.values[place] if place < len(row.values) else None
                for column, place in columns.places.items()
            }
            if headings.is_word_for(self._vocabulary, "name", values.get("name")):
                continue
            repeated = self._repeat(values, above)
            computed = frozenset(column for column, place in columns.places.items() if place in row.computed)
            yield Line(title, row.number, told | values, computed, repeated)

    def _repeat(self, values: dict[str, Any], above: dict[str, Any]) -> frozenset[str]:
        """Copy the value above into cells that say so, or are empty while no coarser column of the line changes."""
        repeated = set()
        is_new = False
        for column in self._vocabulary.carried:
            if column not in values:
                continue
            value = values[column]
            is_ditto = isinstance(value, str) and value.strip().lower() in _DITTO
            if is_ditto or (value is None and self._fills_down and not is_new):
                values[column] = above.get(column)
                if values[column] is not None:
                    repeated.add(column)
            elif value is not None and value != above.get(column):
                is_new = True
            above[column] = values[column]
        return frozenset(repeated)

    def _refusal(self, refusals: list[tuple[Columns | None, str, list[RawRow]]]) -> DomainError:
        """Why no sheet could be read, judged by the sheet with the best header, and what staff may be asked."""
        if not refusals:
            hidden = self.reading.hidden_sheets
            return refuse("only_hidden", sheets="、".join(hidden)) if hidden else refuse("no_rows")
        columns, title, first = max(refusals, key=lambda each: len(each[0].places) if each[0] else 0)
        vocabulary = self._vocabulary
        example = "、".join(vocabulary.export_header)
        if (columns is None or "name" in columns.missing) and any(vocabulary.is_crosstab(row.values) for row in first):
            return refuse("crosstab", sheet=title, example=example)
        asked = columns or headings.likeliest(self._candidates(first, title))
        if asked is not None and asked.unknown:
            self.reading.questions = [Question(title, asked.header_row, asked.unknown)]
        if columns is None:
            return refuse("no_header", missing=vocabulary.named(vocabulary.missing(())), example=example)
        return refuse("missing_columns", row=columns.header_row, sheet=title, missing=vocabulary.named(columns.missing))
