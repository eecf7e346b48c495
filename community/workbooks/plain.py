"""Lists as plain text (.csv), in UTF-8 or GBK, separated by commas, semicolons or tabs."""

import csv
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

from community.workbooks.reading import FORMULA, MOST_COLUMNS, RawRow, Sheet, counted
from community.workbooks.words import refuse

TITLE = "CSV"
_AS_TEXT = re.compile(r'="(.*)"')  # how spreadsheet programs export a number as text
_LONGEST_CELL = 100_000


class PlainList:
    """A checked text file. Raises `DomainError`: not_a_workbook."""

    def __init__(self, content: bytes) -> None:
        self._text = _decoded(content)
        lines = [line for line in self._text[:20_000].splitlines() if line.strip()][:20]
        # The separator that splits the most lines into the most columns; a text without any is not a list.
        self._delimiter = max(",;\t", key=lambda mark: (sum(mark in line for line in lines), self._text.count(mark)))
        if not any(self._delimiter in line for line in lines):
            raise refuse("not_a_workbook")

    @property
    def sheets(self) -> list[Sheet]:
        """The single sheet, which has no title."""
        return [Sheet(TITLE)]

    def rows(self, title: str) -> Iterator[RawRow]:
        """The non-empty rows."""
        csv.field_size_limit(_LONGEST_CELL)
        reader = csv.reader(StringIO(self._text, newline=""), delimiter=self._delimiter)
        try:
            yield from counted(title, _rows(reader))
        except csv.Error as error:
            raise refuse("not_a_workbook") from error


def _rows(reader: Any) -> Iterator[RawRow]:
    for number, cells in enumerate(reader, start=1):
        values = tuple(_value(cell) for cell in cells[:MOST_COLUMNS])
        if any(value is not None for value in values):
            yield RawRow(number, values)


def _value(cell: str) -> Any:
    if match := _AS_TEXT.fullmatch(cell.strip()):
        cell = match[1]
    if cell.startswith("="):
        return FORMULA
    return cell.strip() or None


def _decoded(content: bytes) -> str:
    """Decode the text as UTF-8 or GB18030, a superset of GBK, which Chinese Windows writes. Raises not_a_workbook."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" in text:
            break
        return text
    raise refuse("not_a_workbook")
