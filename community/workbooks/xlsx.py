"""Reading modern workbooks (.xlsx) row by row, in bounded memory.

A workbook is a zip of XML. Before anything is unpacked its directory is checked against limits of count, size and
ratio; openpyxl then streams the rows, with defusedxml against XML bombs. Streaming does not report merged cells,
which come at the end of each sheet's XML, so they are searched for first. So are formulas, because a sheet with
formulas is read twice: once to find them, and once for the values that they last had.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import repeat
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from community.errors import DomainError
from community.workbooks.reading import FORMULA, MB, MOST_COLUMNS, MOST_SHEETS, RawRow, Sheet, counted
from community.workbooks.words import refuse

MOST_UNPACKED = 400 * MB
MOST_PARTS = 1000
MOST_RATIO = 200  # a real sheet compresses about tenfold, a bomb a thousandfold
SMALL_PART = MB  # below which the ratio is not checked
MOST_MERGES = 400_000
CHUNK = 4 * MB

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_LONGEST = 200  # bytes; the length of what either pattern looks for


@dataclass(slots=True)
class _Marks:
    """What is learnt from a sheet's XML before it is streamed."""

    # For each column from 0, the first and last row of every merged cell.
    merges: dict[int, dict[int, int]] = field(default_factory=dict)
    has_formulas: bool = False


class Workbook:
    """A checked workbook. Raises `DomainError`: not_a_workbook, bomb, encrypted."""

    def __init__(self, content: bytes) -> None:
        check_archive(content)
        self._content = content
        self._book = self._open(values=False)
        if len(self._book.worksheets) > MOST_SHEETS:
            raise refuse("bomb")

    def _open(self, *, values: bool) -> Any:
        try:
            return load_workbook(BytesIO(self._content), read_only=True, keep_links=False, data_only=values)
        except Exception as error:  # openpyxl and the XML parser may raise anything for a broken part
            raise refuse("not_a_workbook") from error

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets, in order."""
        return [Sheet(sheet.title, sheet.sheet_state != "visible") for sheet in self._book.worksheets]

    def rows(self, title: str) -> Iterator[RawRow]:
        """The non-empty rows of a sheet, merged cells filled downwards.

        Raises too_many_rows, too_many_empty_rows, not_a_workbook.
        """
        sheet = self._book[title]
        try:
            marks = self._marks(sheet._worksheet_path)
            # The sheet's declared size may be wrong.
            sheet.reset_dimensions()
            values: Iterator[Any] = repeat(None)
            if marks.has_formulas:
                computed = self._open(values=True)[title]
                computed.reset_dimensions()
                values = computed.iter_rows()
            rows = zip(sheet.iter_rows(), values, strict=False)
            yield from counted(title, _filled(rows, marks.merges))
        except DomainError:
            raise
        except Exception as error:
            raise refuse("not_a_workbook") from error

    def _marks(self, part: str) -> _Marks:
        marks, count, rest = _Marks(), 0, b""
        with zipfile.ZipFile(BytesIO(self._content)) as archive, archive.open(part) as xml:
            while chunk := xml.read(CHUNK):
                text = rest + chunk
                end = 0
                marks.has_formulas = marks.has_formulas or _FORMULA.search(text) is not None
                for match in _MERGE.finditer(text):
                    end, count = match.end(), count + 1
                    if count > MOST_MERGES:
                        raise refuse("bomb")
                    column, first, _last_column, last = range_boundaries(match[1].decode())
                    if last > first and column <= MOST_COLUMNS:
                        marks.merges.setdefault(column - 1, {})[first] = last
                rest = text[max(end, len(text) - _LONGEST) :]
        return marks


def check_archive(content: bytes) -> set[str]:
    """Check a zip's directory against the limits before anything is unpacked; returns the names of its parts.

    Raises bomb, encrypted, not_a_workbook.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refuse("not_a_workbook") from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise refuse("bomb")
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > MOST_RATIO * max(part.compress_size, 1):
            raise refuse("bomb")
        if part.flag_bits & 1:
            raise refuse("encrypted")
    return {part.filename for part in parts}


def _filled(rows: Iterator[tuple[Any, Any]], merges: dict[int, dict[int, int]]) -> Iterator[RawRow]:
    """The non-empty rows, with formula values and with merged cells filled."""
    open_merges: dict[int, tuple[int, Any]] = {}  # column → last row, value
    for number, (cells, computed) in enumerate(rows, start=1):
        values = [_value(cell) for cell in cells[:MOST_COLUMNS]]
        formulas = [place for place, value in enumerate(values) if value is FORMULA]
        for place in formulas:
            values[place] = _computed(computed, place)
        # Nobody wrote a row that only merged cells fill.
        if not any(value is not None for value in values):
            continue
        for column, starts in merges.items():
            if number in starts:
                open_merges[column] = (starts[number], values[column] if column < len(values) else None)
            elif column in open_merges:
                last, value = open_merges[column]
                if number > last:
                    del open_merges[column]
                elif column >= len(values):
                    values.extend([None] * (column + 1 - len(values)))
                    values[column] = value
                elif values[column] is None:
                    values[column] = value
        yield RawRow(number, tuple(values), frozenset(place for place in formulas if values[place] is not FORMULA))


def _value(cell: Any) -> Any:
    """A cell's value; None for an empty text, and FORMULA for an error or a formula without a value."""
    value = cell.value
    if cell.data_type in ("f", "e"):
        return FORMULA
    if isinstance(value, str):
        if value.startswith("="):
            return FORMULA
        if not value.strip():
            return None
    return value


def _computed(cells: Any, place: int) -> Any:
    """The last value of a formula; FORMULA if there is none, or it is an error."""
    cell = cells[place] if cells is not None and place < len(cells) else None
    if cell is None or cell.data_type == "e" or cell.value is None:
        return FORMULA
    return _value(cell)
