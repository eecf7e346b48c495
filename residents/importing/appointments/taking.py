"""Appointments from a workbook: each row through the services of terms.

The rehearsal does what applying does, and takes it all back: what it says is what will
happen. What is decided about a row:

- The same role, scope and name is the same appointment: of the first day that the row gives,
  or else the one that runs on the day of the import or after it.
- An empty cell says nothing. No term ends because a workbook does not name it.
- Another name for units that have a leader is a succession: the old term ends the day before.
  It never ends a term that the same workbook names; such a row is refused.
- Somebody whose name and phone number one resident has is that resident.
"""

from collections import Counter
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from community.errors import DomainError
from community.models import User
from community.names import mask_name
from residents import services, vault
from residents.importing import runs
from residents.importing.appointments import rows
from residents.importing.appointments.rows import Reading, Row
from residents.importing.people.plan import plain
from residents.importing.reading import cells
from residents.importing.runs import Progress, State
from residents.models import Appointment, Building, Compound, Resident
from residents.models.imports import ImportRow, RegisterImport
from residents.rules.terms import term_between, unit_range

Verdict = ImportRow.Verdict


def rehearse(*, run: RegisterImport) -> RegisterImport:
    """Say what each row would do. Raises `DomainError` where the file cannot be read at all, and busy."""
    expected = (State.UPLOADED, State.REHEARSED, State.REFUSED)
    with runs.step(run, expected=expected, running=State.REHEARSING, done=State.REHEARSED):
        with transaction.atomic():
            lines, totals = _take(run, None)
            transaction.set_rollback(True)
        runs.save_lines(run, lines)
        RegisterImport.objects.filter(pk=run.pk).update(totals=totals)
    return run


def apply(*, run: RegisterImport, by: User | None) -> RegisterImport:
    """Give the terms of every row that can be taken. Applying again changes nothing. Raises busy, gone."""
    with (
        runs.step(run, expected=(State.REHEARSED,), running=State.APPLYING, done=State.APPLIED),
        transaction.atomic(),
    ):
        lines, totals = _take(run, by)
        runs.save_lines(run, lines)
        RegisterImport.objects.filter(pk=run.pk).update(totals=totals, applied_at=timezone.now(), applied_by=by)
    return run


def _take(run: RegisterImport, by: User | None) -> tuple[list[ImportRow], dict[str, Any]]:
    reading = rows.read(runs.content_of(run))
    # One import at a time for a compound.
    Compound.objects.select_for_update().get(pk=run.compound_id)
    taker = _Taker(run, by)
    lines = []
    with Progress(run, len(reading.rows)) as progress:
        for number, row in enumerate(reading.rows, start=1):
            lines.append(taker.take(row))
            if number % 50 == 0:
                progress(number)
    return lines, _totals(reading, lines)


def _totals(reading: Reading, lines: list[ImportRow]) -> dict[str, Any]:
    return {
        "rows": len(lines),
        "verdicts": dict(Counter(line.verdict for line in lines)),
        "vacancies": reading.vacancies,
        "subtotals": reading.subtotals,
        "skipped_sheets": reading.skipped_sheets,
        "repairs": dict(Counter(code for line in lines for code in line.repairs)),
        "problems": dict(Counter(code for line in lines for code in line.problems)),
        "proposals": sum(line.proposal is not None for line in lines),
    }


class _Taker:
    """Takes rows one by one, and remembers which appointments the workbook named."""

    def __init__(self, run: RegisterImport, by: User | None) -> None:
        self.run, self.by = run, by
        self.compounds = {name: each for each in Compound.objects.all() for name in (each.name, each.name_en) if name}
        self.buildings = {(each.compound_id, each.number): each for each in Building.objects.select_related("compound")}
        self.named: set[int] = set()

    def take(self, row: Row) -> ImportRow:
        """Do what a row says; what refuses it stands in its line."""
        line = ImportRow(
            run=self.run,
            sheet=row.sheet[:100],
            number=row.number,
            verdict=Verdict.REFUSED,
            masked_name=mask_name(row.name),
            address=row.scope,
            repairs=row.repairs,
            problems=row.problems,
        )
        if not row.is_refused:
            try:
                with transaction.atomic():
                    self._take(row, line)
            except DomainError as error:
                row.problems.append(error.code)
                line.verdict, line.changes, line.proposal = Verdict.REFUSED, [], None
        if row.problems:
            line.raw_encrypted = vault.encrypt(row.raw)
        return line

    def _take(self, row: Row, line: ImportRow) -> None:
        compound = self.compounds.get(row.compound) if row.compound else self.run.compound
        if compound is None:
            raise DomainError("compound_unknown", "")
        building = self.buildings.get((compound.pk, row.building)) if row.building else None
        if row.building and building is None:
            raise DomainError("building_unknown", "")
        here = (
            Appointment.objects.select_for_update()
            .order_by("term")
            .filter(role=row.role, compound=compound, building=building, units=unit_range(row.units))
        )
        appointment = self._known(row, list(here))
        if appointment is None:
            appointment = self._begin(row, line, list(here), compound, building)
            line.verdict = Verdict.NEW
        else:
            line.changes = _change(row, appointment)
            line.verdict = Verdict.CHANGED if line.changes else Verdict.UNCHANGED
            if line.changes:
                services.save_appointment(appointment=appointment, by=self.by)
        self.named.add(appointment.pk)

    def _known(self, row: Row, here: list[Appointment]) -> Appointment | None:
        same = [each for each in here if _key(each.name) == _key(row.name)]
        for each in same:
            if each.term.lower == row.first:
                return each
        since = row.first or self.run.as_of
        running = [each for each in same if each.last_day is None or each.last_day >= since]
        return min(running, key=lambda each: each.term.lower, default=None)

    def _begin(
        self, row: Row, line: ImportRow, here: list[Appointment], compound: Compound, building: Building | None
    ) -> Appointment:
        first = row.first or self.run.as_of
        fields: dict[str, Any] = {
            "name": row.name,
            "phone": row.phone,
            "first": first,
            "last": row.last,
            "by": self.by,
            "resident": _resident(row),
            "is_public": row.is_public or False,
            "is_phone_public": row.is_phone_public or False,
        }
        before = self._before(here, first) if row.role == Appointment.Role.LEADER else None
        if before is not None:
            line.proposal = {"kind": "succession", "name": mask_name(before.name)}
            return services.succeed(appointment=before, **fields)
        return services.appoint(role=row.role, compound=compound, building=building, units=row.units, **fields)

    def _before(self, here: list[Appointment], first: date) -> Appointment | None:
        """Whose term a new leader ends: the one that runs on the first day, unless this workbook names it."""
        for each in here:
            runs_then = each.term.lower < first and (each.last_day is None or each.last_day >= first)
            if runs_then and each.pk not in self.named:
                return each
        return None


def _change(row: Row, appointment: Appointment) -> list[str]:
    """Bring an appointment to what a row says; what that changed. Raises ends_before_start."""
    changes = []
    if row.phone and rows.phone(appointment.phone) != row.phone:
        appointment.phone = row.phone
        changes.append("telephone")
    first = row.first or appointment.term.lower
    last = None if row.is_open else row.last or appointment.last_day
    if first != appointment.term.lower:
        changes.append("first_day")
    if last != appointment.last_day:
        changes.append("last_day")
    appointment.term = term_between(first, last)
    consents = {"is_public": row.is_public, "is_phone_public": row.is_phone_public}
    agreed = {name: said for name, said in consents.items() if said is not None and said != getattr(appointment, name)}
    for name, said in agreed.items():
        setattr(appointment, name, said)
    return [*changes, "consent"] if agreed else changes


def _key(name: str) -> str:
    """A name as two lists of the same people would both have it."""
    return plain(str(cells.name(name).value))


def _resident(row: Row) -> Resident | None:
    """The one resident of that name and phone number, who then sees their building."""
    if not row.phone:
        return None
    found = Resident.objects.living_here().filter(name=row.name, phone=row.phone, anonymised_at=None)[:2]
    return found[0] if len(found) == 1 else None
