"""Applying rows of appointments through the services for terms.

The rehearsal does what applying does and rolls it back, so that its report is accurate. The rules for a row:

- The same role, scope and name is the same appointment: the one starting on the row's first day,
  or otherwise the one that runs on the day of the import or later.
- An empty cell says nothing. No term ends because a workbook does not list it.
- Another name for units with a leader is a succession: the old term ends the day before. A term
  that the same workbook lists is never ended; such a row is refused.
- If exactly one resident has the name and phone number, the appointment is linked to them.
"""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from community.errors import DomainError, Invalid
from community.models import User
from community.names import mask_name
from community.workbooks import cells
from community.workbooks.enums import Verdict
from community.workbooks.reading import FORMULA
from community.workbooks.tables import Line
from community.workbooks.tracks import Figure, LineTrack, Taken, Taker
from residents import services
from residents.importing import words
from residents.importing.appointments import rows
from residents.importing.appointments.rows import Row
from residents.importing.people.plan import plain
from residents.importing.reading.vocabularies import APPOINTMENTS
from residents.models import Appointment, Building, Compound, RegisterImport, Resident
from residents.rules.terms import term_between, unit_range


class AppointmentsTrack(LineTrack):
    """The import of appointments. Succession passes duties on, so its effects can only be reversed on the
    roster page.
    """

    slug = "residents.appointments"
    label = RegisterImport.Kind.APPOINTMENTS.label
    vocabulary = APPOINTMENTS
    about = _("for")
    most = 2000  # far more than one compound has
    may_undo = False
    repairs, problems, changes, proposals = words.REPAIRS, words.PROBLEMS, words.CHANGES, words.PROPOSALS

    def may(self, user: User) -> bool:
        """Whether a user may import the register and make appointments."""
        return user.has_perms(
            ["residents.import_register", "residents.add_appointment", "residents.change_appointment"]
        )

    def lock(self, run: RegisterImport) -> None:
        Compound.objects.select_for_update().get(pk=run.compound_id)

    def taker(self, *, run: RegisterImport, by: User | None) -> Taker:
        return _Taker(run, by).take

    def figures(self, run: Any) -> list[Figure]:
        return [
            Figure(_("Successions"), run.totals["proposals"], "code=proposals"),
            Figure(_("Rows without a name, skipped"), run.totals["left_out"]),
        ]


class _Taker:
    """Applies rows one by one, and remembers which appointments the workbook listed."""

    def __init__(self, run: RegisterImport, by: User | None) -> None:
        self.run, self.by = run, by
        self.compounds = {name: each for each in Compound.objects.all() for name in (each.name, each.name_en) if name}
        self.buildings = {(each.compound_id, each.key): each for each in Building.objects.select_related("compound")}
        self.named: set[int] = set()

    def take(self, line: Line) -> Taken | None:
        """Apply a line; one without a name means a vacancy."""
        if not cells.text(line.values.get("name")) and line.values.get("name") is not FORMULA:
            return None
        row = rows.read_row(line)
        taken = Taken(Verdict.REFUSED, row.name, row.scope, repairs=row.repairs, problems=row.problems)
        if not row.is_refused:
            try:
                self._take(row, taken)
            except DomainError as error:
                taken.problems.append(error.code)
                taken.verdict, taken.changes, taken.proposal = Verdict.REFUSED, [], None
        return taken

    def _take(self, row: Row, taken: Taken) -> None:
        compound = self.compounds.get(row.compound) if row.compound else self.run.compound
        if compound is None:
            raise Invalid("compound_unknown", "")
        building = self.buildings.get((compound.pk, row.building)) if row.building else None
        if row.building and building is None:
            raise Invalid("building_unknown", "")
        here = (
            Appointment.objects.select_for_update()
            .order_by("term")
            .filter(role=row.role, compound=compound, building=building, units=unit_range(row.units))
        )
        appointment = self._known(row, list(here))
        if appointment is None:
            appointment = self._begin(row, taken, list(here), compound, building)
            taken.verdict = Verdict.NEW
        else:
            taken.changes = _change(row, appointment)
            taken.verdict = Verdict.CHANGED if taken.changes else Verdict.UNCHANGED
            if taken.changes:
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
        self, row: Row, taken: Taken, here: list[Appointment], compound: Compound, building: Building | None
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
            taken.proposal = {"kind": "succession", "name": mask_name(before.name)}
            return services.succeed(appointment=before, **fields)
        return services.appoint(role=row.role, compound=compound, building=building, units=row.units, **fields)

    def _before(self, here: list[Appointment], first: date) -> Appointment | None:
        """The term that a new leader ends: the one on the first day, unless this workbook lists it."""
        for each in here:
            runs_then = each.term.lower < first and (each.last_day is None or each.last_day >= first)
            if runs_then and each.pk not in self.named:
                return each
        return None


def _change(row: Row, appointment: Appointment) -> list[str]:
    """Update an appointment from a row; returns what changed. Raises ends_before_start."""
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
    """A normalised name for comparing two lists of the same people."""
    return plain(str(cells.name(name).value))


def _resident(row: Row) -> Resident | None:
    """The one resident with that name and phone number, who then has access to their building's page."""
    if not row.phone:
        return None
    found = Resident.objects.living_here().filter(name=row.name, phone=row.phone, anonymised_at=None)[:2]
    return found[0] if len(found) == 1 else None
