"""Workbooks that leave the register."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from community.spreadsheets import workbook
from residents.selectors import RosterLine


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
