"""Workbooks that leave the portal; no cell of them is ever run by a spreadsheet."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# What makes a spreadsheet take a text for a formula or a command.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """A cell's value; a text that a spreadsheet would run is marked as text by an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RISKY) else value


def workbook(header: list[str], rows: Iterable[Iterable[object]]) -> bytes:
    """One sheet as a file, the header above the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(word) for word in header])
    for row in rows:
        sheet.append([safe(value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def download(content: bytes, filename: str) -> HttpResponse:
    """The answer by which a browser saves a workbook; nobody's cache keeps it."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
