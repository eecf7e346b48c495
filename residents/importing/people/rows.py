"""A workbook as a list of people: every row read, with what was mended and what is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from residents.importing.reading import cells, headers
from residents.importing.reading.tables import Tables
from residents.importing.reading.workbook import FORMULA, refuse
from residents.importing.words import FATAL, SETTLED

_SEPARATOR = "\x1f"
Address = tuple[int, int, str]  # building, unit, room


@dataclass(slots=True)
class Row:
    """One person in one household, as a row says it. Empty values say nothing."""

    sheet: str
    number: int
    raw: str  # the cells as they stood, packed, for the workbook of rows to mend
    address: Address | None
    name: str
    id_number: str = ""
    birth_date: date | None = None
    sex: str = ""
    phone: str = ""
    other_phone: str = ""
    relation: str = ""
    tags: tuple[str, ...] = ()
    remarks: str = ""
    is_apart: bool = False  # registered here, living elsewhere
    repairs: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    @property
    def is_refused(self) -> bool:
        return not FATAL.isdisjoint(self.problems)

    @property
    def needs_mending(self) -> bool:
        """Whether something is wrong that no merging settles."""
        return not SETTLED.issuperset(self.problems)


@dataclass(slots=True)
class Reading:
    """All people of a workbook, the rows of sums that were left out, and the sheets without people."""

    rows: list[Row] = field(default_factory=list)
    subtotals: int = 0
    skipped_sheets: list[str] = field(default_factory=list)


def read(content: bytes, known_tags: dict[str, str]) -> Reading:
    """Read a workbook. `known_tags`: names of tags and their slugs.

    Raises `DomainError`: what `Workbook` raises, no_header, missing_columns, no_rows.
    """
    tables = Tables(content, headers.PEOPLE)
    rows = [
        read_row(line.sheet, line.number, line.values, line.building, known_tags)
        for line in tables.lines()
        if not _is_note(line.values)
    ]
    if not rows:
        raise refuse("no_rows")
    return Reading(rows, tables.subtotals, tables.skipped)


def _is_note(values: dict[str, Any]) -> bool:
    """Whether a row names nobody: a line below the table, or a door without people."""
    return all(values.get(column) is None for column in ("name", "id_number", "phone"))


def read_row(title: str, number: int, values: dict[str, Any], building: int | None, known_tags: dict[str, str]) -> Row:
    """Put one row together."""
    has_formula = any(value is FORMULA for value in values.values())
    values = {column: None if value is FORMULA else value for column, value in values.items()}
    place = _place(values, building)
    name = cells.name(values.get("name"))
    identity = cells.id_number(values.get("id_number"))
    phone = cells.phone(values.get("phone"))
    born = cells.birth_date(values.get("birth_date"))
    tags = cells.tags(values.get("tags"), known_tags)
    is_apart, remarks = cells.remarks(values.get("remarks"))
    sex = cells.sex(values.get("sex"))
    row = Row(title, number, "", place, name.value)
    row.id_number, row.birth_date, row.sex = identity.value, born.value, sex
    row.phone, row.other_phone = phone.value, phone.extra
    row.relation = cells.relation(values.get("relation"))
    row.tags, row.is_apart = tags.value, is_apart
    # 户主 beside a name is a relation, and is in its own column or becomes it.
    said = [word for word in name.extra if cells.relation(word) in ("", "other")]
    if not row.relation:
        row.relation = next((cells.relation(word) for word in name.extra if word not in said), "")
    row.remarks = "；".join(dict.fromkeys([*remarks, *said, *(tags.extra or [])]))[:500]
    for each in (name, identity, phone, born, tags):
        row.repairs += each.repairs
        row.problems += each.problems
    if has_formula:
        row.problems.insert(0, "formula")
    if place is None:
        row.problems.append("place_missing")
    if identity.extra is not None:
        if sex and sex != identity.extra.sex:
            row.problems.append("sex_differs")
        if born.value and born.value != identity.extra.birth_date:
            row.problems.append("birth_date_differs")
        row.birth_date, row.sex = identity.extra.birth_date, identity.extra.sex
    row.raw = packed(raw_cells(values, place))
    return row


def raw_cells(values: dict[str, Any], place: Address | None) -> list[str]:
    """A row as it stood, in the columns of our own export; the place as it was understood."""
    raw = {column: as_written(value) for column, value in values.items()}
    if place is not None:
        raw |= {"building": str(place[0]), "unit": str(place[1]), "room": place[2]}
    elif "address" in raw:
        raw.setdefault("room", raw["address"])
    return [raw.get(column, "") for column in headers.PEOPLE.exported]


def packed(raw: Iterable[str]) -> str:
    """Cells as one text; of a hundred thousand rows, lists would take twice the memory."""
    return _SEPARATOR.join(cell.replace(_SEPARATOR, " ") for cell in raw)


def unpacked(raw: str) -> list[str]:
    """The cells again."""
    return raw.split(_SEPARATOR)


def as_written(value: Any) -> str:
    """A cell as text, short enough to keep."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return str(value)[:200]


def _place(values: dict[str, Any], building: int | None) -> Address | None:
    if "room" in values or "building" in values:
        number = cells.building_number(values["building"]) if "building" in values else building
        unit, room = cells.unit_number(values.get("unit")), cells.room_number(values.get("room"))
        if number and unit and room:
            return number, unit, room
    if "address" in values:
        number, unit, room = cells.address(values["address"])
        if number and unit and room:
            return number, unit, room
    return None
