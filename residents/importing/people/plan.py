"""Compares the rows of a workbook with the register, and decides what each would do. Writes nothing.

The relevant part of the register is read once, in a constant number of queries per few thousand rows. Rows are then
applied in memory one by one, so that a person who occurs twice in the workbook is recognised. Rows with an identity
number go first, because a number identifies a person with certainty; the other rows are matched with whoever is left.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from django.db.models import Q

from community.workbooks.runs import batches
from residents.addresses import Address
from residents.enums import Precision
from residents.importing.people.rows import Row, is_within
from residents.importing.people.verdicts import Home, Person, Plan, Verdict
from residents.models import Building, Compound, Household, Residence, Resident

LIVES, REGISTERED = Residence.Kind.LIVES, Residence.Kind.REGISTERED
HEAD, OTHER = Residence.Relation.HEAD, Residence.Relation.OTHER

Progress = Callable[[int], None]


def plan(
    rows: list[Row], compound: Compound, *, as_of: date, merges: bool = True, progress: Progress | None = None
) -> Plan:
    """What the rows would do to the register, from the date `as_of` on.

    `merges` says whether a number in two households becomes one person; otherwise the later row is refused.
    """
    planner = _Planner(compound, as_of, merges)
    planner.load(rows)
    verdicts: list[Verdict | None] = [None] * len(rows)
    done = 0
    for with_number in (True, False):
        for index, row in enumerate(rows):
            if bool(row.id_number) == with_number:
                verdicts[index] = planner.judge(row)
                done += 1
                if progress is not None and done % 1000 == 0:
                    progress(done)
    return Plan([each for each in verdicts if each is not None])


class _Planner:
    def __init__(self, compound: Compound, as_of: date, merges: bool) -> None:
        self.compound, self.as_of, self.merges = compound, as_of, merges
        self.buildings = {each.pk: each for each in Building.objects.filter(compound=compound)}
        self.by_number: dict[str, Person] = {}
        self.at: dict[Address, list[Person]] = {}
        self.heads: dict[Address, Person] = {}
        self.by_phone: dict[tuple[str, str], Row] = {}

    # Reading the register

    def load(self, rows: list[Row]) -> None:
        """Read everybody to whom the rows may refer: by number, and everyone who lives in these buildings."""
        known: dict[int, Person] = {}
        wanted = {row.fingerprint for row in rows if row.id_number}
        for fingerprints in batches(wanted):
            self._read(known, Resident.objects.filter(id_fingerprint__in=fingerprints).values_list("pk", flat=True))
        # By primary keys, a few thousand at a time: one join over freshly filled tables, which have no statistics yet,
        # has taken minutes.
        named = {row.address.building for row in rows if row.address}
        buildings = [pk for pk, building in self.buildings.items() if building.key in named]
        doors = Household.objects.filter(building__in=buildings)
        for batch in batches(list(doors.order_by().values_list("pk", flat=True))):
            here = Residence.objects.filter(self._from_then_on(), household_id__in=batch).order_by()
            self._read(known, here.values_list("resident_id", flat=True))
        for person in known.values():
            self._remember(person)

    def _from_then_on(self) -> Q:
        return Q(during__endswith__isnull=True) | Q(during__endswith__gt=self.as_of)

    def _read(self, known: dict[int, Person], pks: Iterable[int]) -> None:
        fields = (
            "pk",
            "name",
            "id_fingerprint",
            "phone",
            "other_phone",
            "birth_date",
            "birth_precision",
            "sex",
            "remarks",
        )
        for batch in batches(sorted(set(pks) - known.keys())):
            found = Resident.objects.filter(pk__in=batch, anonymised_at=None).order_by().values_list(*fields)
            people = {
                pk: Person(name, pk, fingerprint, phone, other, born, precision, sex, remarks)
                for pk, name, fingerprint, phone, other, born, precision, sex, remarks in found
            }
            self._read_homes(people, list(people))
            tags = Resident.tags.through.objects.filter(resident_id__in=people).values_list("resident_id", "tag__slug")
            for pk, slug in tags:
                people[pk].tags |= {slug}
            known.update(people)

    def _read_homes(self, people: dict[int, Person], pks: list[int]) -> None:
        homes = Residence.objects.filter(self._from_then_on(), resident_id__in=pks).order_by()
        place = ("household__building_id", "household__unit", "household__room")
        for pk, resident, kind, relation, during, building, unit, room in homes.values_list(
            "pk", "resident_id", "kind", "relation", "during", *place
        ):
            address = self._address(building, unit, room)
            person = people[resident]
            if during.lower > self.as_of or kind in person.homes:
                person.moves_later = True
            if kind not in person.homes or during.lower <= self.as_of:
                person.homes[kind] = Home(address, relation, pk, during.lower)

    def _address(self, building_pk: int, unit: int, room: str) -> Address | None:
        building = self.buildings.get(building_pk)
        return building.keys_of(unit, room) if building is not None else None

    def _remember(self, person: Person) -> None:
        if person.fingerprint:
            self.by_number[person.fingerprint] = person
        for kind, home in person.homes.items():
            if home.address is not None:
                self.at.setdefault(home.address, []).append(person)
                if kind == LIVES and home.relation == HEAD:
                    self.heads[home.address] = person

    # Judging a row

    def judge(self, row: Row) -> Verdict:
        """The verdict on one row; updates the register in memory accordingly."""
        if row.is_refused or row.address is None:
            return Verdict(row, "refused")
        person = self._find(row)
        if person is not None and plain(person.name) != plain(row.name):
            row.problems.append("id_of_another")
            return Verdict(row, "refused")
        proposal = self._proposal(row, person)
        if proposal is not None and proposal["kind"] in ("merge", "undecided"):
            row.problems.append("person_in_two_households")
            if proposal["kind"] == "undecided" or not self.merges:
                return Verdict(row, "refused", proposal=proposal)
        if person is None:
            person = self._new(row)
            self._settle(row, person)
            return Verdict(row, "new", person, proposal=proposal)
        if not self._may_move(row, person):
            row.problems.append("later_move")
            return Verdict(row, "refused")
        changes = self._fill(row, person) + self._settle(row, person)
        if person.first_row is None:
            person.first_row = row
        # Within one workbook a second row of a new person changes that person.
        return Verdict(row, "changed" if changes else "unchanged", person, changes, proposal)

    def _find(self, row: Row) -> Person | None:
        """The person whom a row means; with a `first_row` if an earlier row of this workbook meant them too."""
        if row.id_number:
            person = self.by_number.get(row.fingerprint or "")
            if person is not None:
                return person
        assert row.address is not None  # noqa: S101 - rows without one are refused
        named = [each for each in self.at.get(row.address, ()) if each.name == row.name]
        if row.id_number:
            free = [each for each in named if each.fingerprint is None and each.first_row is None]
        else:
            free = [each for each in named if each.first_row is None]
        if free:
            return min(free, key=lambda each: (each.fingerprint is not None, each.phone != row.phone))
        for each in named:
            same = (each.phone, each.birth_date) == (row.phone, row.birth_date) and (row.phone or row.birth_date)
            if not row.id_number and each.fingerprint is None and same:
                return each
        return None

    def _proposal(self, row: Row, person: Person | None) -> dict[str, Any] | None:
        """What staff should know about a likely duplicate before they apply."""
        earlier = person.first_row if person is not None else None
        if earlier is not None:
            if earlier.address == row.address:
                row.problems.append("double")
                return {"kind": "double", "row": earlier.number}
            if earlier.is_apart == row.is_apart:
                return {"kind": "undecided", "row": earlier.number}
            lives, registered = (earlier, row) if row.is_apart else (row, earlier)
            return {
                "kind": "merge",
                "row": earlier.number,
                "lives": written(lives.address),
                "registered": written(registered.address),
            }
        if row.phone:
            namesake = self.by_phone.setdefault((row.name, row.phone), row)
            if namesake is not row and not (namesake.id_number and row.id_number):
                return {"kind": "perhaps", "row": namesake.number}
        return None

    def _new(self, row: Row) -> Person:
        person = Person(
            row.name,
            phone=row.phone,
            other_phone=row.other_phone,
            birth_date=row.birth_date,
            birth_precision=row.birth_precision,
            sex=row.sex,
            remarks=row.remarks,
            tags=frozenset(row.tags),
            first_row=row,
            document=row.document,
            new_tags=frozenset(row.tags),
        )
        if row.document is not None:
            person.fingerprint = row.document.fingerprint
            self.by_number[person.fingerprint] = person
        return person

    def _fill(self, row: Row, person: Person) -> list[str]:
        """Apply a row's data to a known person; a second row only fills empty fields."""
        changes = []
        if row.document is not None and person.fingerprint is None:
            person.document, person.fingerprint = row.document, row.document.fingerprint
            if row.document.birth_date is not None:
                person.birth_date, person.birth_precision, person.sex = row.birth_date, row.birth_precision, row.sex
            self.by_number[person.fingerprint] = person
            changes.append("id_number")
        if _tells_more(row, person):
            person.birth_date, person.birth_precision = row.birth_date, row.birth_precision
            changes.append("birth_date")
        for name in ("phone", "other_phone", "sex"):
            said, known = getattr(row, name), getattr(person, name)
            overrides = person.first_row is None and name in ("phone", "other_phone")
            if said and said != known and (overrides or not known):
                setattr(person, name, said)
                changes.append(name)
        added = [word for word in row.remarks.split("；") if word and word not in person.remarks.split("；")]
        if added:
            person.remarks = "；".join(filter(None, [person.remarks, *added]))
            changes.append("remarks")
        for change in changes:
            person.note(change)
        new_tags = frozenset(row.tags) - person.tags
        if new_tags:
            person.tags, person.new_tags = person.tags | new_tags, person.new_tags | new_tags
            changes.append("tags")
        return changes

    def _may_move(self, row: Row, person: Person) -> bool:
        home = person.homes.get(_kind(row))
        if home is None or home.address == row.address:
            return True
        return not person.moves_later and home.begins is not None and home.begins <= self.as_of

    def _settle(self, row: Row, person: Person) -> list[str]:
        """Move a person to the row's address; returns the changes."""
        assert row.address is not None  # noqa: S101
        kind, relation = _kind(row), self._relation(row, person)
        home = person.homes.get(kind)
        if home is not None and home.address == row.address:
            is_first = person.first_row is None
            if not relation or relation == home.relation or not is_first:
                return []
            if home.pk is not None:
                person.relations = [*(person.relations or []), (home, home.relation)]
            if home.relation == HEAD and self.heads.get(row.address) is person:
                del self.heads[row.address]
            home.relation = relation
            self._lead(kind, row.address, relation, person)
            return ["relation"]
        if home is not None:
            if home.pk is not None:
                person.ended = [*(person.ended or []), home]
            if home.address is not None:
                self.at[home.address].remove(person)
                if self.heads.get(home.address) is person and kind == LIVES:
                    del self.heads[home.address]
        person.homes[kind] = Home(row.address, relation or OTHER)
        self.at.setdefault(row.address, []).append(person)
        self._lead(kind, row.address, relation, person)
        return ["registered" if kind == REGISTERED else "moved"]

    def _lead(self, kind: str, address: Address, relation: str, person: Person) -> None:
        if kind == LIVES and relation == HEAD:
            self.heads[address] = person

    def _relation(self, row: Row, person: Person) -> str:
        """The relation in a row; a second head of a household becomes a member."""
        assert row.address is not None  # noqa: S101
        if row.relation == HEAD and not row.is_apart and self.heads.get(row.address) not in (None, person):
            row.problems.append("second_head")
            return OTHER
        return row.relation


def _kind(row: Row) -> str:
    return REGISTERED if row.is_apart else LIVES


def _tells_more(row: Row, person: Person) -> bool:
    """Whether a row's birth date fills a gap, or completes a known month or year."""
    if row.birth_date is None or person.birth_date is None:
        return row.birth_date is not None
    finer = list(Precision).index(Precision(row.birth_precision)) < list(Precision).index(
        Precision(person.birth_precision)
    )
    return finer and is_within(row.birth_date, person.birth_date, person.birth_precision)


def plain(name: str) -> str:
    """A name without differences of typing: spaces, middle dots, case."""
    return re.sub(r"[\s·]", "", name).lower()


def written(address: Address | None) -> str:
    """An address as lists show it: 3-1-101."""
    return str(address) if address else ""
