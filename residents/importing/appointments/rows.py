"""A workbook as a list of appointments: every row read, with what was mended and what is wrong."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from residents.importing.people.rows import as_written, packed
from residents.importing.reading import cells, headers
from residents.importing.reading.tables import Line, Tables
from residents.importing.reading.workbook import FORMULA, refuse
from residents.importing.words import FATAL
from residents.models import LAST_UNIT, Appointment

MOST = 2000  # far more than one compound has


@dataclass(slots=True)
class Row:
    """One term of one person, as a row says it. Empty values say nothing."""

    sheet: str
    number: int
    raw: str  # the cells as they stood, packed, for the workbook of rows to mend
    name: str
    role: str = ""
    compound: str = ""
    building: int | None = None  # None: the whole compound
    units: tuple[int, int] = (1, LAST_UNIT)
    phone: str = ""
    first: date | None = None
    last: date | None = None
    is_open: bool = False  # says that there is no last day
    is_public: bool | None = None
    is_phone_public: bool | None = None
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return not FATAL.isdisjoint(self.problems)

    @property
    def scope(self) -> str:
        """What it covers, short: 3, or units 3-1~2; empty for the whole compound."""
        if self.building is None:
            return ""
        first, last = self.units
        if self.units == (1, LAST_UNIT):
            return str(self.building)
        return f"{self.building}-{first}" if first == last else f"{self.building}-{first}~{last}"


@dataclass(slots=True)
class Reading:
    """All appointments of a workbook; lines that name nobody are vacancies, and sums are left out."""

    rows: list[Row] = field(default_factory=list)
    vacancies: int = 0
    subtotals: int = 0
    skipped_sheets: list[str] = field(default_factory=list)


def read(content: bytes) -> Reading:
    """Read a workbook. Raises `DomainError`: what `Tables` raises, and too_many_rows."""
    tables = Tables(content, headers.APPOINTMENTS)
    reading = Reading()
    for line in tables.lines():
        if not cells.text(line.values.get("name")) and line.values.get("name") is not FORMULA:
            reading.vacancies += 1
            continue
        if len(reading.rows) == MOST:
            raise refuse("too_many_rows", most=MOST)
        reading.rows.append(read_row(line))
    reading.subtotals, reading.skipped_sheets = tables.subtotals, tables.skipped
    return reading


def read_row(line: Line) -> Row:
    """Put one row together."""
    values = {column: None if value is FORMULA else value for column, value in line.values.items()}
    values.setdefault("building", line.building)
    name, units = cells.name(values.get("name")), cells.units(values.get("units"))
    row = Row(line.sheet, line.number, _raw(values), name.value)
    row.repairs = [*name.repairs, *units.repairs]
    row.problems = [*name.problems, *units.problems]
    if any(value is FORMULA for value in line.values.values()):
        row.problems.insert(0, "formula")
    row.units = units.value or row.units
    row.compound = cells.text(values.get("compound"))
    row.phone = phone(values.get("phone"))
    row.is_public = cells.consent(values.get("is_public"))
    row.is_phone_public = cells.consent(values.get("is_phone_public"))
    _read_role(row, values)
    _read_building(row, values["building"])
    _read_term(row, values)
    return row


def phone(value: Any) -> str:
    """A mobile number in digits; whatever else can be called, such as 110 or an extension, as it is written."""
    return str(cells.phone(value).value) or cells.text(value)[:20]


def _read_role(row: Row, values: dict[str, Any]) -> None:
    """A list without roles is the roster of building leaders, unless its sheet is named after another role."""
    by_default = Appointment.Role.LEADER if "role" not in values else ""
    row.role = cells.role(values.get("role")) or cells.role(row.sheet) or by_default
    if not row.role:
        row.problems.append("role_unknown")


def _read_building(row: Row, said: Any) -> None:
    row.building = cells.building_number(said)
    if said is not None and row.building is None:
        row.problems.append("building_unknown")
    elif row.role == Appointment.Role.LEADER and row.building is None:
        row.problems.append("building_needed")


def _read_term(row: Row, values: dict[str, Any]) -> None:
    first, last = values.get("first"), values.get("last")
    row.is_open = cells.is_open_end(last)
    if first is None and last is None:
        row.first, row.last = cells.term(values.get("term"))
        is_unreadable = row.first is None and bool(cells.text(values.get("term")))
    else:
        row.first, row.last = cells.day(first), cells.day(last)
        is_unreadable = (row.first is None and first is not None) or (
            row.last is None and last is not None and not row.is_open
        )
    if is_unreadable:
        row.problems.append("day_unreadable")
    elif row.first and row.last and row.last < row.first:
        row.problems.append("ends_before_start")


def _raw(values: dict[str, Any]) -> str:
    if "term" in values:
        first, last = cells.term(values["term"])
        values = {"first": first, "last": last} | values
    return packed(as_written(values.get(column)) for column in headers.APPOINTMENTS.exported)
