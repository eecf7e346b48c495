"""The people in a workbook, as the register knows or will know them, and what its rows would do to them."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from residents.addresses import Address
from residents.documents import Document
from residents.enums import Precision
from residents.importing.people.rows import Row


@dataclass(slots=True)
class Home:
    """Where a person lives or is registered; `pk` is None until it is saved."""

    address: Address | None  # None: in another compound
    relation: str
    pk: int | None = None
    begins: date | None = None


@dataclass(slots=True)
class Person:
    """A person as the register knows or will know them, and what the rows change."""

    name: str
    pk: int | None = None
    fingerprint: str | None = None
    phone: str = ""
    other_phone: str = ""
    birth_date: date | None = None
    birth_precision: str = Precision.DAY.value
    sex: str = ""
    remarks: str = ""
    tags: frozenset[str] = frozenset()
    homes: dict[str, Home] = field(default_factory=dict)
    moves_later: bool = False
    # What has to be written.
    first_row: Row | None = None  # the rows of this workbook that refer to them
    document: Document | None = None
    changed: set[str] | None = None  # fields
    new_tags: frozenset[str] = frozenset()
    ended: list[Home] | None = None
    relations: list[tuple[Home, str]] | None = None  # with the previous relation

    def note(self, change: str) -> None:
        self.changed = (self.changed or set()) | {change}


@dataclass(slots=True)
class Verdict:
    """The effect that a row would have."""

    row: Row
    verdict: str
    person: Person | None = None
    changes: list[str] = field(default_factory=list)
    proposal: dict[str, Any] | None = None


@dataclass(slots=True)
class Plan:
    """Every row's verdict, in the order of the workbook."""

    verdicts: list[Verdict]

    def people(self) -> list[Person]:
        """Everybody in the rows, once each."""
        return list({id(each.person): each.person for each in self.verdicts if each.person is not None}.values())

    def totals(self) -> dict[str, Any]:
        """Figures that add up: the verdicts to the rows, new and known people to all people."""
        rows = [each.row for each in self.verdicts]
        people = self.people()
        addresses = {row.address for row in rows if row.address is not None}
        tags = Counter(slug for person in people for slug in person.tags)
        return {
            "rows": len(rows),
            "verdicts": dict(Counter(each.verdict for each in self.verdicts)),
            "people": len(people),
            "new_people": sum(person.pk is None for person in people),
            "merged_rows": len(self.verdicts) - len(people) - sum(each.person is None for each in self.verdicts),
            "households": len(addresses),
            "buildings": len({address.building for address in addresses}),
            "households_per_building": dict(sorted(Counter(address.building for address in addresses).items())),
            "tags": dict(tags),
            "repairs": dict(Counter(code for row in rows for code in row.repairs)),
            "problems": dict(Counter(code for row in rows for code in row.problems)),
            "proposals": sum(each.proposal is not None for each in self.verdicts),
        }
