"""Workbooks of Excel 97 (.xls) and of OpenOffice and WPS (.ods), read with calamine.

calamine loads a sheet as one rectangle, so that a single cell far out would exhaust the memory. The rectangle of an
.ods, whose XML can repeat a cell a billion times in a few bytes, is therefore measured first; that of an .xls is
bounded by its format.
"""

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any

from defusedxml.ElementTree import iterparse
from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

from community.workbooks.reading import MOST_COLUMNS, MOST_SHEETS, RawRow, Sheet, counted
from community.workbooks.words import refuse
from community.workbooks.xlsx import check_archive

MOST_CELLS = 20_000_000  # cells in a sheet's rectangle; an .xls has at most 16.8 million
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell")


class OlderWorkbook:
    """A checked workbook. Raises `DomainError`: not_a_workbook, bomb, encrypted."""

    def __init__(self, content: bytes) -> None:
        if content.startswith(b"PK"):
            check_archive(content)
            _measure(content)
        try:
            self._book = CalamineWorkbook.from_filelike(BytesIO(content))
        except PasswordError as error:
            raise refuse("encrypted") from error
        except (CalamineError, OSError, ValueError) as error:
            raise refuse("not_a_workbook") from error
        if len(self._book.sheet_names) > MOST_SHEETS:
            raise refuse("bomb")

    @property
    def sheets(self) -> list[Sheet]:
        """The sheets, in order."""
        return [
            Sheet(each.name, each.visible != SheetVisibleEnum.Visible)
            for each in self._book.sheets_metadata
            if each.typ == SheetTypeEnum.WorkSheet
        ]

    def rows(self, title: str) -> Iterator[RawRow]:
        """The non-empty rows of a sheet, merged cells filled downwards."""
        try:
            sheet = self._book.get_sheet_by_name(title)
            yield from counted(title, _rows(sheet))
        except (CalamineError, ValueError) as error:
            raise refuse("not_a_workbook") from error


def _rows(sheet: Any) -> Iterator[RawRow]:
    merges: dict[int, dict[int, int]] = {}
    for (first, column), (last, _last_column) in sheet.merged_cell_ranges or ():
        if last > first and column < MOST_COLUMNS:
            merges.setdefault(column, {})[first] = last
    held: dict[int, tuple[int, Any]] = {}
    top = sheet.start[0] if sheet.start else 0
    left = sheet.start[1] if sheet.start else 0
    for number, cells in enumerate(sheet.iter_rows(), start=top):
        values = [None] * left + [_value(value) for value in cells]
        del values[MOST_COLUMNS:]
        if not any(value is not None for value in values):
            continue
        for column, starts in merges.items():
            if column >= len(values):
                continue
            if number in starts:
                held[column] = (starts[number], values[column])
            elif column in held and number <= held[column][0] and values[column] is None:
                values[column] = held[column][1]
        yield RawRow(number + 1, tuple(values))


def _value(value: Any) -> Any:
    """A cell's value as openpyxl would return it: days as datetimes, an empty text as None."""
    if isinstance(value, str):
        return value if value.strip() else None
    if isinstance(value, date) and not isinstance(value, datetime):
        return datetime.combine(value, time())
    return value


def _measure(content: bytes) -> None:
    """Refuse an .ods whose sheets would exhaust the memory once cells are repeated. Raises bomb, not_a_workbook."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive, archive.open("content.xml") as xml:
            _measure_tables(iterparse(xml, events=("end",)))
    except (KeyError, zipfile.BadZipFile, OSError, SyntaxError) as error:
        raise refuse("not_a_workbook") from error


def _measure_tables(events: Any) -> None:
    rows = height = width = place = reached = 0
    for _event, element in events:
        if element.tag in _CELLS:
            place += _repeats(element, "columns")
            if len(element) or element.get(f"{_TABLE}formula") or _holds(element):
                reached = place
        elif element.tag == f"{_TABLE}table-row":
            rows += _repeats(element, "rows")
            if reached:
                height, width = rows, max(width, reached)
            place = reached = 0
            if height * width > MOST_CELLS:
                raise refuse("bomb")
        elif element.tag == f"{_TABLE}table":
            rows = height = width = 0
        if element.tag in (*_CELLS, f"{_TABLE}table-row", f"{_TABLE}table"):
            element.clear()


def _holds(element: Any) -> bool:
    return any(name.endswith(("}value", "}value-type", "}string-value", "}date-value")) for name in element.attrib)


def _repeats(element: Any, what: str) -> int:
    """How often a cell or row is repeated; an invalid number is treated as a bomb."""
    said = element.get(f"{_TABLE}number-{what}-repeated", "1")
    if not said.isdigit() or len(said) > 9:
        raise refuse("bomb")
    return int(said)
