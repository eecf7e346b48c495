"""Read a workbook that nobody vouches for, row by row, in bounded memory.

A workbook is a zip of XML. Before anything is unpacked its directory is held against limits
of count, size and ratio; openpyxl then streams the rows, with defusedxml against XML bombs.
Streaming does not tell merged cells, which stand at the end of each sheet's XML, so they are
looked for first.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import range_boundaries

from community.errors import DomainError
from residents.importing.words import REFUSALS

MB = 1024 * 1024
MOST_BYTES = 20 * MB  # of the upload
MOST_UNPACKED = 400 * MB
MOST_PARTS = 1000
MOST_RATIO = 200  # a real sheet packs about tenfold, a bomb a thousandfold
SMALL_PART = MB  # below which the ratio does not matter
MOST_ROWS = 200_000  # that hold something
MOST_EMPTY_ROWS = 10_000  # in a row
MOST_COLUMNS = 100
MOST_MERGES = 400_000
MOST_SHEETS = 200
CHUNK = 4 * MB

_MERGE = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})"')
_LONGEST_MERGE = 200  # bytes

FORMULA = object()  # stands where a cell held a formula


@dataclass(frozen=True, slots=True)
class RawRow:
    """A row with something in it: its number in the sheet from 1, and its cells from the first column."""

    number: int
    values: tuple[Any, ...]


def refuse(code: str, **details: object) -> DomainError:
    """The refusal of a whole file, in words for staff."""
    return DomainError(code, str(REFUSALS[code]) % details, **details)


class Workbook:
    """A checked workbook. Raises `DomainError`: too_large, old_format, not_a_workbook, bomb."""

    def __init__(self, content: bytes) -> None:
        if len(content) > MOST_BYTES:
            raise refuse("too_large", most=MOST_BYTES // MB)
        _check_archive(content)
        self._content = content
        try:
            self._book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
        except Exception as error:  # whatever openpyxl or the XML parser makes of a broken part
            raise refuse("not_a_workbook") from error
        if len(self._book.worksheets) > MOST_SHEETS:
            raise refuse("bomb")

    @property
    def sheets(self) -> list[str]:
        """The titles of the sheets, in order."""
        return [sheet.title for sheet in self._book.worksheets]

    def rows(self, title: str) -> Iterator[RawRow]:
        """The rows of a sheet that hold something, merged cells filled downwards.

        Raises too_many_rows, too_many_empty_rows, not_a_workbook.
        """
        sheet = self._book[title]
        try:
            merges = self._merges(sheet._worksheet_path)
            # What the sheet says about its own size need not be so.
            sheet.reset_dimensions()
            yield from _filled(title, sheet.iter_rows(), merges)
        except DomainError:
            raise
        except Exception as error:
            raise refuse("not_a_workbook") from error

    def _merges(self, part: str) -> dict[int, dict[int, int]]:
        """For each column from 0, the first row of every merged cell and its last."""
        found: dict[int, dict[int, int]] = {}
        count, rest = 0, b""
        with zipfile.ZipFile(BytesIO(self._content)) as archive, archive.open(part) as xml:
            while chunk := xml.read(CHUNK):
                text = rest + chunk
                end = 0
                for match in _MERGE.finditer(text):
                    end, count = match.end(), count + 1
                    if count > MOST_MERGES:
                        raise refuse("bomb")
                    column, first, _last_column, last = range_boundaries(match[1].decode())
                    if last > first and column <= MOST_COLUMNS:
                        found.setdefault(column - 1, {})[first] = last
                rest = text[max(end, len(text) - _LONGEST_MERGE) :]
        return found


def _check_archive(content: bytes) -> None:
    """Hold the zip's directory against the limits, before a byte is unpacked."""
    if content[:8] == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise refuse("old_format")
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
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.endswith("workbook.xml") for name in names):
        raise refuse("not_a_workbook")


def _filled(title: str, rows: Any, merges: dict[int, dict[int, int]]) -> Iterator[RawRow]:
    """Rows with their merged cells filled, the empty ones left out and counted."""
    open_merges: dict[int, tuple[int, Any]] = {}  # column → last row, value
    kept = empty = 0
    for number, cells in enumerate(rows, start=1):
        values = [_value(cell) for cell in cells[:MOST_COLUMNS]]
        # A row that only merged cells fill is a row that nobody wrote.
        if not any(value is not None for value in values):
            empty += 1
            if empty > MOST_EMPTY_ROWS:
                raise refuse("too_many_empty_rows", sheet=title, row=number)
            continue
        empty, kept = 0, kept + 1
        if kept > MOST_ROWS:
            raise refuse("too_many_rows", most=MOST_ROWS)
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
        yield RawRow(number, tuple(values))


def _value(cell: Any) -> Any:
    """A cell's value; texts without the spaces around them, an empty one as None."""
    value = cell.value
    if cell.data_type == "f":
        return FORMULA
    if isinstance(value, str):
        if value.startswith("="):
            return FORMULA
        if not value.strip():
            return None
    return value
