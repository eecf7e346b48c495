"""Workbook downloads of the register."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.spreadsheets import workbook
from residents.models import Appointment
from residents.selectors import RosterLine


def roster_workbook(lines: Iterable[RosterLine]) -> bytes:
    """The roster of building leaders as a workbook; re-importing it changes nothing."""
    header = [
        _("Compound"),
        _("Building"),
        _("Units"),
        _("Role"),
        _("Leader"),
        _("Telephone"),
        _("From"),
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
    first, last = line.units
    units = f"{first}–{last}" if first != last else str(first)
    if line.is_whole_building:
        units = pgettext("units", "all")
    return [
        str(line.building.compound),
        str(line.building),
        units,
        str(Appointment.Role.LEADER.label),
        leader.name if leader else "",
        line.phone,
        leader.term.lower.isoformat() if leader else "",
        leader.last_day.isoformat() if leader and leader.last_day else "",
        line.households,
        line.living_alone,
        "、".join(remarks),
    ]
