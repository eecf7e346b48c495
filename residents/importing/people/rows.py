"""A workbook as a list of people: every row read, with what was mended and what is wrong."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from community.workbooks import cells as common
from community.workbooks.reading import FORMULA
from community.workbooks.tables import Line, Tables
from community.workbooks.tracks import packed
from community.workbooks.words import refuse
from residents.addresses import Address
from residents.importing.reading import cells
from residents.importing.reading.vocabularies import PEOPLE
from residents.importing.words import FATAL, SETTLED

_NEEDED = frozenset({"name", "building", "unit", "room", "address"})  # without which a row says nothing


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
    """All people of a workbook, and the totals of what reading left out."""

    rows: list[Row] = field(default_factory=list)
    totals: dict[str, Any] = field(default_factory=dict)


def read(tables: Tables, known_tags: dict[str, str]) -> Reading:
    """Read the tables of a workbook. `known_tags`: names of tags and their slugs.

    Raises `DomainError`: what `Tables` raises, and no_rows.
    """
    rows = [read_row(line, known_tags) for line in tables.lines() if not _is_note(line.values)]
    if not rows:
        raise refuse("no_rows")
    return Reading(rows, tables.reading.totals())


def _is_note(values: dict[str, Any]) -> bool:
    """Whether a row names nobody: a line below the table, or a door without people."""
    return all(values.get(column) is None for column in ("name", "id_number", "phone"))


def read_row(line: Line, known_tags: dict[str, str]) -> Row:
    """Put one row together."""
    formulas = {column for column, value in line.values.items() if value is FORMULA}
    values = {column: None if column in formulas else value for column, value in line.values.items()}
    place = _place(values)
    name = common.name(values.get("name"))
    identity = cells.id_number(values.get("id_number"))
    phone = common.phone(values.get("phone"))
    born = cells.birth_date(values.get("birth_date"))
    tags = cells.tags(values.get("tags"), known_tags)
    is_apart, remarks = cells.remarks(values.get("remarks"))
    sex = cells.sex(values.get("sex"))
    row = Row(line.sheet, line.number, "", place, name.value, repairs=line.repairs)
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
    if formulas:
        row.problems.insert(0, "formula_elsewhere" if formulas.isdisjoint(_NEEDED) else "formula")
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
    raw = {column: common.as_written(value) for column, value in values.items()}
    if place is not None:
        raw |= {"building": place.building, "unit": place.unit, "room": place.room}
    elif "address" in raw:
        raw.setdefault("room", raw["address"])
    return [raw.get(column, "") for column in PEOPLE.exported]


def _place(values: dict[str, Any]) -> Address | None:
    if "room" in values or "building" in values:
        building, unit, room = (
            cells.building(values.get("building")),
            cells.unit(values.get("unit")),
            cells.room(values.get("room")),
        )
        if building and unit and room:
            return Address(building, unit, room)
    # All of it may stand in one cell, in that of the room too.
    return cells.address(values.get("address")) or cells.address(values.get("room"))
