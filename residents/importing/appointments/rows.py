"""Reading a workbook as a list of appointments: every row, with repairs and problems."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from community.workbooks import cells as common
from community.workbooks.reading import FORMULA
from community.workbooks.tables import Line
from residents.importing.reading import cells
from residents.importing.words import FATAL
from residents.models import LAST_UNIT, Appointment


@dataclass(slots=True)
class Row:
    """One term of one person. Empty fields say nothing."""

    sheet: str
    number: int
    name: str
    role: str = ""
    compound: str = ""
    building: str = ""  # the building's key; empty for the whole compound
    units: tuple[int, int] = (1, LAST_UNIT)
    phone: str = ""
    first: date | None = None
    last: date | None = None
    is_open: bool = False  # the list says that the term has no last day
    is_public: bool | None = None
    is_phone_public: bool | None = None
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return not FATAL.isdisjoint(self.problems)

    @property
    def scope(self) -> str:
        """A short form of what it covers: 3, or units 3-1~2; empty for the whole compound."""
        if not self.building:
            return ""
        first, last = self.units
        if self.units == (1, LAST_UNIT):
            return self.building
        return f"{self.building}-{first}" if first == last else f"{self.building}-{first}~{last}"


def read_row(line: Line) -> Row:
    """Read one row from its cells."""
    values = {column: None if value is FORMULA else value for column, value in line.values.items()}
    name, units = common.name(values.get("name")), cells.units(values.get("units"))
    row = Row(line.sheet, line.number, name.value)
    row.repairs = [*line.repairs, *name.repairs, *units.repairs]
    row.problems = [*name.problems, *units.problems]
    if any(value is FORMULA for value in line.values.values()):
        row.problems.insert(0, "formula")  # the formula's value is unknown, and the term depends on it
    row.units = units.value or row.units
    row.compound = common.text(values.get("compound"))
    row.phone = phone(values.get("phone"))
    row.is_public = common.consent(values.get("is_public"))
    row.is_phone_public = common.consent(values.get("is_phone_public"))
    _read_role(row, values)
    _read_building(row, values.get("building"))
    _read_term(row, values)
    return row


def phone(value: Any) -> str:
    """A mobile number in digits; other numbers, such as 110 or one with an extension, as written."""
    return str(common.phone(value).value) or common.text(value)[:20]


def _read_role(row: Row, values: dict[str, Any]) -> None:
    """Read the role. Without one, the list is a roster of building leaders, unless its sheet is named after another
    role.
    """
    by_default = Appointment.Role.LEADER if "role" not in values else ""
    row.role = cells.role(values.get("role")) or cells.role(row.sheet) or by_default
    if not row.role:
        row.problems.append("role_unknown")


def _read_building(row: Row, said: Any) -> None:
    row.building = cells.building(said)
    if said is not None and not row.building:
        row.problems.append("building_unknown")
    elif row.role == Appointment.Role.LEADER and not row.building:
        row.problems.append("building_needed")


def _read_term(row: Row, values: dict[str, Any]) -> None:
    first, last = values.get("first"), values.get("last")
    row.is_open = common.is_open_end(last)
    if first is None and last is None:
        row.first, row.last = common.term(values.get("term"))
        is_unreadable = row.first is None and bool(common.text(values.get("term")))
    else:
        row.first, row.last = common.day(first), common.day(last)
        is_unreadable = (row.first is None and first is not None) or (
            row.last is None and last is not None and not row.is_open
        )
    if is_unreadable:
        row.problems.append("day_unreadable")
    elif row.first and row.last and row.last < row.first:
        row.problems.append("ends_before_start")
