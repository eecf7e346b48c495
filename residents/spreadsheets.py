"""Workbooks that leave the register; no cell of them is ever run by a spreadsheet."""

from collections.abc import Iterable
from io import BytesIO

from django.utils.translation import gettext as _
from openpyxl import Workbook

from residents.selectors import RosterLine

# What makes a spreadsheet take a text for a formula or a command.
RISKY = ("=", "+", "-", "@", "\t", "\r")


def safe(value: object) -> object:
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


def roster_workbook(lines: Iterable[RosterLine]) -> bytes:
    """The roster of building leaders as a file."""
    header = [
        _("Building"),
        _("Units"),
        _("Leader"),
        _("Telephone"),
        _("Until"),
        _("Households"),
        _("Living alone"),
        _("Remarks"),
    ]
    return workbook(header, map(_row, lines))


def _row(line: RosterLine) -> list[object]:
    leader = line.leader
    remarks = [
        word
        for is_so, word in (
            (line.is_vacant, _("vacant")),
            (line.ends_soon, _("ends soon")),
            (line.is_overloaded, _("over 100 households")),
        )
        if is_so
    ]
    return [
        str(line.building),
        f"{line.units[0]}–{line.units[1]}",
        leader.name if leader else "",
        leader.phone if leader else "",
        leader.last_day.isoformat() if leader and leader.last_day else "",
        line.households,
        line.living_alone,
        "、".join(remarks),
    ]
