"""Reading a workbook as a list of people: every row, with repairs and problems."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from community.workbooks import cells as common
from community.workbooks.reading import FORMULA
from community.workbooks.tables import Line, Tables
from community.workbooks.tracks import packed
from community.workbooks.words import refuse
from residents.addresses import Address
from residents.documents import Document
from residents.enums import Precision, Relation
from residents.importing.reading import cells
from residents.importing.reading.vocabularies import PEOPLE
from residents.importing.words import FATAL, SETTLED

_NEEDED = frozenset({"name", "building", "unit", "room", "address"})  # a row without these is empty


@dataclass(slots=True)
class Row:
    """One person in one household. Empty fields say nothing."""

    sheet: str
    number: int
    raw: str  # the original cells, packed, for the workbook of rows to correct
    address: Address | None
    name: str
    id_number: str = ""
    document: Document | None = None  # of that document
    birth_date: date | None = None
    birth_precision: str = Precision.DAY.value
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
    def fingerprint(self) -> str | None:
        """The lookup key of its document."""
        return self.document.fingerprint if self.document is not None else None

    @property
    def is_refused(self) -> bool:
        return not FATAL.isdisjoint(self.problems)

    @property
    def needs_mending(self) -> bool:
        """Whether there is a problem that merging does not solve."""
        return not SETTLED.issuperset(self.problems)


@dataclass(slots=True)
class Reading:
    """All people in a workbook, and the totals of what was skipped."""

    rows: list[Row] = field(default_factory=list)
    empty: set[Address] = field(default_factory=set)  # addresses at which, according to the file, nobody lives
    totals: dict[str, Any] = field(default_factory=dict)


def read(tables: Tables, known_tags: dict[str, str], relations: dict[str, str]) -> Reading:
    """Read the tables of a workbook. `known_tags` maps names and slugs, `relations` maps words to relations.

    Raises `DomainError`: no_rows, and what `Tables` raises.
    """
    reading = Reading()
    for line in tables.lines():
        if cells.says_empty(line.values.get("name")) and (door := _place(line.values)) is not None:
            reading.empty.add(door)
        elif not _is_note(line.values):
            reading.rows.append(read_row(line, known_tags, relations))
    if not reading.rows and not reading.empty:
        raise refuse("no_rows")
    reading.totals = tables.reading.totals()
    return reading


def _is_note(values: dict[str, Any]) -> bool:
    """Whether a row names nobody: a line below the table, or an empty household."""
    return all(values.get(column) is None for column in ("name", "id_number", "phone"))


def read_row(line: Line, known_tags: dict[str, str], relations: dict[str, str]) -> Row:
    """Read one row from its cells."""
    formulas = {column for column, value in line.values.items() if value is FORMULA}
    values = {column: None if column in formulas else value for column, value in line.values.items()}
    place = _place(values)
    name = common.name(values.get("name"))
    identity = cells.document(values.get("id_number"), values.get("id_kind"))
    phone = common.phone(values.get("phone"))
    born = cells.birth_date(values.get("birth_date"))
    tags = cells.tags(values.get("tags"), known_tags)
    is_apart, remarks = cells.remarks(values.get("remarks"))
    sex = cells.sex(values.get("sex"))
    row = Row(line.sheet, line.number, "", place, name.value, repairs=line.repairs)
    row.id_number, row.birth_date, row.sex = identity.value, born.value, sex
    row.document = identity.extra
    row.phone, row.other_phone = phone.value, phone.extra
    row.birth_precision = born.extra or row.birth_precision
    relation = cells.relation(values.get("relation"), relations)
    row.relation = relation.value
    row.tags, row.is_apart = tags.value, is_apart
    # 户主 beside a name is a relation, and fills an empty relation column.
    said = [word for word in name.extra if relations.get(word, Relation.OTHER) == Relation.OTHER]
    if not row.relation:
        row.relation = next((relations[word] for word in name.extra if word not in said), "")
    row.remarks = "；".join(dict.fromkeys([*remarks, *said, *(tags.extra or [])]))[:500]
    for each in (name, identity, phone, born, relation, tags):
        row.repairs += each.repairs
        row.problems += each.problems
    if formulas:
        row.problems.insert(0, "formula_elsewhere" if formulas.isdisjoint(_NEEDED) else "formula")
    if place is None:
        row.problems.append("place_missing")
    if row.document is not None and row.document.birth_date is not None:
        _follow(row, row.document, row.document.birth_date)
    row.raw = packed(raw_cells(values, place))
    return row


def _follow(row: Row, document: Document, born: date) -> None:
    """Take birth date and sex from the document number, if it contains them."""
    if row.sex and row.sex != document.sex:
        row.problems.append("sex_differs")
    if row.birth_date and not is_within(born, row.birth_date, row.birth_precision):
        row.problems.append("birth_date_differs")
    row.birth_date, row.sex, row.birth_precision = born, document.sex, Precision.DAY.value


def is_within(day: date, known: date, precision: str) -> bool:
    """Whether a day matches the known one, or lies in the month or year if only that is known."""
    if precision == Precision.YEAR:
        return day.year == known.year
    if precision == Precision.MONTH:
        return (day.year, day.month) == (known.year, known.month)
    return day == known


def raw_cells(values: dict[str, Any], place: Address | None) -> list[str]:
    """The original cells of a row in the columns of our own export, with the address as understood."""
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
    # The whole address may be in one cell, even in that of the room.
    return cells.address(values.get("address")) or cells.address(values.get("room"))
