"""Writing workbooks for download, in which no cell can be executed by a spreadsheet program."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook

from community.templatetags.dates import plain

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

# Characters at which spreadsheet programs take a text for a formula or a command.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(value: Any) -> Any:
    """A cell's value; a text without invisible signs, and with an apostrophe if it could be taken for a formula."""
    if not isinstance(value, str):
        return value
    value = plain(value)
    return f"'{value}" if value.startswith(RISKY) else value


def workbook(header: list[str], rows: Iterable[Iterable[object]]) -> bytes:
    """An .xlsx file with one sheet, the header above the rows."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([str(word) for word in header])
    for row in rows:
        sheet.append([safe(value) for value in row])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def download(content: bytes, filename: str) -> HttpResponse:
    """A response that browsers save as a workbook and caches do not store."""
    response = HttpResponse(content, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    response["Cache-Control"] = "private, no-store"
    return response
