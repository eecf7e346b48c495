"""Applies all valid rows at once: in bulk, in one transaction, recording what each row created for undoing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone

from community.audit import acting_as
from community.models import User
from community.workbooks import runs
from community.workbooks.enums import RunState as State
from community.workbooks.runs import Progress, batches
from community.workbooks.words import refuse
from residents.addresses import LAST_UNIT, Address, order_of, unit_order
from residents.importing.people.plan import HEAD
from residents.importing.people.rehearsal import HALF, judge, lines_of, totals_of
from residents.importing.people.verdicts import Home, Person, Plan
from residents.models import Building, Compound, Household, RegisterImport, Residence, Resident, Tag

FIELDS = ("phone", "other_phone", "birth_date", "birth_precision", "sex", "remarks")
_ID_FIELDS = ("id_kind", "id_encrypted", "id_fingerprint", "id_last4")


def apply_import(*, run: RegisterImport, by: User | None) -> RegisterImport:
    """Apply every valid row, judged against the current register, not the one at the rehearsal.

    Applying again changes nothing. Raises busy, gone, changed_meanwhile.
    """
    with runs.step(run, State.APPLYING):
        try:
            with transaction.atomic():
                # One import at a time per compound.
                compound = Compound.objects.select_for_update().get(pk=run.compound_id)
                found, reading = judge(run, share=HALF)
                totals = totals_of(found, reading)
                now = timezone.now()
                with Progress(run, len(found.people()), since=HALF, share=HALF) as progress:
                    writer = _Writer(compound, run.as_of, by, now, progress)
                    writer.write(found, reading.empty)
                runs.save_lines(run, lines_of(run, found.verdicts, writer.made))
                _count_anew()
        except IntegrityError as error:
            raise refuse("changed_meanwhile") from error
        RegisterImport.objects.filter(pk=run.pk).update(
            applied_at=now,
            applied_by=by,
            totals=totals | {"made_households": writer.households_made},
        )
    return run


def _count_anew() -> None:
    """Update the planner's statistics; with outdated ones a simple join has taken minutes."""
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(model._meta.db_table for model in (Resident, Residence, Household))}")


@dataclass(slots=True)
class _Writer:
    compound: Compound
    as_of: date
    by: User | None
    now: datetime  # written to every history row, so that undoing can tell later changes
    progress: Progress
    made: dict[int, dict[str, Any]] = field(default_factory=dict)
    households: dict[Address, int] = field(default_factory=dict)
    households_made: list[int] = field(default_factory=list)
    tags: dict[str, Tag] = field(default_factory=dict)
    new: set[int] = field(default_factory=set)  # people created here, by `id()` of the object
    done: int = 0

    def write(self, found: Plan, empty: set[Address]) -> None:
        people = found.people()
        self.tags = {tag.slug: tag for tag in Tag.objects.all()}
        self._make_households(people, empty)
        for batch in batches(person for person in people if person.pk is None):
            self._create(batch)
        known = [person for person in people if person.pk is not None and id(person) not in self.new]
        self._lock(known)
        for batch in batches(person for person in known if person.changed):
            self._change(batch)
        for batch in batches(person for person in known if person.new_tags):
            self._tag(batch)
        for batch in batches(person for person in people if person.ended):
            self._end(batch)
        self._relate([person for person in people if person.relations])
        homes = ((person, kind, home) for person in people for kind, home in person.homes.items() if home.pk is None)
        for homes_batch in batches(homes):
            self._move_in(homes_batch)

    def _lock(self, people: list[Person]) -> None:
        """Lock everybody to whom the rows refer. Raises changed_meanwhile if one was merged or anonymised since."""
        for batch in batches(sorted(person.pk for person in people if person.pk is not None)):
            held = Resident.objects.select_for_update().filter(pk__in=batch, anonymised_at=None).order_by("pk")
            if len(held.values_list("pk")) < len(batch):
                raise refuse("changed_meanwhile")

    def _note(self, person: Person) -> dict[str, Any]:
        return self.made.setdefault(id(person.first_row), {})

    def _make_households(self, people: Iterable[Person], empty: set[Address]) -> None:
        needed = empty | {
            home.address for person in people for home in person.homes.values() if home.pk is None and home.address
        }
        buildings = {each.key: each for each in Building.objects.filter(compound=self.compound)}
        missing = {address.building for address in needed} - buildings.keys()
        for key in sorted(missing, key=lambda each: (order_of(each), each)):
            buildings[key] = Building.objects.create(compound=self.compound, name=key)
        for key in sorted({address.building for address in needed}):
            self._name_units(buildings[key], {address.unit for address in needed if address.building == key})
            here = buildings[key].households.values_list("unit", "room", "pk")
            self.households |= {buildings[key].keys_of(unit, room): pk for unit, room, pk in here}
        fresh = {}
        for address in sorted(needed - self.households.keys(), key=str):
            building = buildings[address.building]
            unit = building.unit_number(address.unit) or 1
            key = building.address_of(unit, address.room)
            fresh[address] = Household(building=building, unit=unit, room=address.room, address_key=key)
        Household.objects.bulk_create(fresh.values(), batch_size=2000)
        self.households |= {address: household.pk for address, household in fresh.items()}
        self.households_made += [household.pk for household in fresh.values()]

    @staticmethod
    def _name_units(building: Building, keys: set[str]) -> None:
        """Give new named units the next numbers after the known ones."""
        words = sorted(
            (key for key in keys if building.unit_number(key) is None), key=lambda key: (unit_order(key), key)
        )
        if not words:
            return
        numbers = [int(key) for key in keys if key.isdigit()]
        taken = max(
            [*numbers, *building.households.values_list("unit", flat=True), len(building.unit_names)], default=0
        )
        if taken + len(words) > LAST_UNIT:
            raise refuse("too_many_units", building=building.name)
        building.unit_names = [*building.unit_names, *[""] * (taken - len(building.unit_names)), *words]
        building.save()

    def _create(self, people: list[Person]) -> None:
        residents = [self._resident(person) for person in people]
        Resident.objects.bulk_create(residents)
        history = self._keep_history(Resident, residents)
        links = []
        for person, resident in zip(people, residents, strict=True):
            person.pk = resident.pk
            self.new.add(id(person))
            self._note(person)["created"] = resident.pk
            links += [(resident, self.tags[slug]) for slug in person.new_tags]
        self._link(links, {line.id: line for line in history})
        self.done += len(people)
        self.progress(self.done)

    @staticmethod
    def _resident(person: Person) -> Resident:
        resident = Resident(name=person.name, **{name: getattr(person, name) for name in FIELDS})
        if person.document is not None:
            resident.carry(person.document.kind, person.document.number)
        resident.prepare()
        return resident

    def _change(self, people: list[Person]) -> None:
        residents = Resident.objects.select_for_update().in_bulk([person.pk for person in people])
        changed = []
        for person in people:
            resident = residents[person.pk]
            before = {name: getattr(resident, name) for name in FIELDS}
            note = self._note(person)
            note["before"] = before | {"birth_date": before["birth_date"] and before["birth_date"].isoformat()}
            note["changed"] = person.pk
            for name in FIELDS:
                setattr(resident, name, getattr(person, name))
            if person.document is not None:
                note["id_filled"] = True
                resident.carry(person.document.kind, person.document.number)
            resident.prepare()
            changed.append(resident)
        Resident.objects.bulk_update(changed, [*FIELDS, *_ID_FIELDS, "phone_last4"])
        self._keep_history(Resident, changed, update=True)

    def _tag(self, people: list[Person]) -> None:
        residents = Resident.objects.in_bulk([person.pk for person in people])
        links = []
        for person in people:
            note = self._note(person)
            note["tagged"] = [person.pk, [self.tags[slug].pk for slug in person.new_tags]]
            links += [(residents[person.pk], self.tags[slug]) for slug in person.new_tags]
        history = self._keep_history(Resident, list(residents.values()), update=True)
        self._link(links, {line.id: line for line in history})

    def _link(self, links: list[tuple[Resident, Tag]], history: dict[int, Any]) -> None:
        """Add tags, in the table and in its history."""
        through = Resident.tags.through
        given = through.objects.bulk_create([through(resident=resident, tag=tag) for resident, tag in links])
        past = Resident.history.model.tags.model
        past.objects.bulk_create(
            past(id=row.pk, history=history[row.resident_id], resident_id=row.resident_id, tag_id=row.tag_id)
            for row in given
        )

    def _end(self, people: list[Person]) -> None:
        homes = {home.pk: person for person in people for home in person.ended or [] if home.pk is not None}
        residences = list(Residence.objects.select_for_update().filter(pk__in=homes))
        ended = []
        for residence in residences:
            during, note = residence.during, self._note(homes[residence.pk])
            upper = during.upper and during.upper.isoformat()
            if during.lower == self.as_of:
                # It began on the same day, so it is deleted, as `move_in` does.
                note.setdefault("dropped", []).append(
                    [residence.resident_id, residence.household_id, residence.kind, residence.relation,
                     during.lower.isoformat(), upper]
                )  # fmt: skip
                residence._history_date = self.now  # type: ignore[attr-defined]
                with acting_as(self.by):
                    residence.delete()
            else:
                note.setdefault("ended", []).append([residence.pk, upper])
                residence.during = DateRange(during.lower, self.as_of)
                ended.append(residence)
        Residence.objects.bulk_update(ended, ["during"])
        self._keep_history(Residence, ended, update=True)

    def _relate(self, people: list[Person]) -> None:
        """Update relations, former heads first, because a household has only one head."""
        wanted: dict[int, str] = {}
        for person in people:
            for home, before in person.relations or []:
                if home.pk is not None:
                    wanted[home.pk] = home.relation
                    self._note(person).setdefault("related", []).append([home.pk, before])
        for becomes_head in (False, True):
            chosen = [pk for pk, relation in wanted.items() if (relation == HEAD) == becomes_head]
            for batch in batches(chosen):
                residences = list(Residence.objects.select_for_update().filter(pk__in=batch))
                for residence in residences:
                    residence.relation = wanted[residence.pk]
                Residence.objects.bulk_update(residences, ["relation"])
                self._keep_history(Residence, residences, update=True)

    def _move_in(self, homes: list[tuple[Person, str, Home]]) -> None:
        residences = [
            Residence(
                resident_id=person.pk or 0,
                household_id=self.households[home.address],  # type: ignore[index]
                kind=kind,
                relation=home.relation,
                during=DateRange(self.as_of, None),
            )
            for person, kind, home in homes
        ]
        Residence.objects.bulk_create(residences)
        self._keep_history(Residence, residences)
        for (person, _kind, _home), residence in zip(homes, residences, strict=True):
            self._note(person).setdefault("moved_in", []).append(residence.pk)

    def _keep_history(self, model: Any, rows: list[Any], *, update: bool = False) -> list[Any]:
        return (
            model.history.bulk_history_create(
                rows, update=update, default_user=self.by, default_date=self.now, batch_size=2000
            )
            or []
        )
