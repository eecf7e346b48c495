"""Beginning, ending and handing over terms of office."""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, DomainError, Invalid
from community.models import User
from community.names import clean_name
from community.ranges import DAY
from residents.models import Appointment, Building, Compound, Resident
from residents.rules.terms import WHOLE_BUILDING, term_between, unit_range
from residents.services.locking import lock_standing
from residents.services.refusals import as_domain_errors
from residents.services.register import reveal

Succession = Callable[[Appointment, Appointment, date], None]
_successions: list[Succession] = []


def on_succession(receiver: Succession) -> Succession:
    """Register a function of another app that passes open duties from the old holder to the new; a decorator.

    It runs in the same transaction, and receives both terms and the first day of the new one, which may be in the
    future.
    """
    _successions.append(receiver)
    return receiver


def appoint(
    *,
    role: str,
    name: str,
    first: date,
    by: User | None,
    compound: Compound,
    last: date | None = None,
    building: Building | None = None,
    units: tuple[int, int] = WHOLE_BUILDING,
    resident: Resident | None = None,
    phone: str = "",
    is_public: bool = False,
    is_phone_public: bool = False,
) -> Appointment:
    """Appoint a person to a role from `first` to `last`, both inclusive; open-ended if `last` is None.

    `units` are the first and the last unit, within a building. Raises name_needed, ends_before_start, units_wrong,
    building_needed, and overlapping_term if the units have a leader already.
    """
    appointment = Appointment(
        role=role,
        name=name,
        compound=compound,
        building=building,
        resident=resident,
        phone=phone,
        units=unit_range(units),
        term=term_between(first, last),
        is_public=is_public,
        is_phone_public=is_phone_public,
    )
    return save_appointment(appointment=appointment, by=by)


def end_term(*, appointment: Appointment, last: date, by: User | None) -> Appointment:
    """End a term with the day `last`. Raises ends_before_start, and ended if it is over by then."""
    with transaction.atomic():
        appointment = Appointment.objects.select_for_update().get(pk=appointment.pk)
        if appointment.last_day is not None and appointment.last_day < last:
            raise Invalid("ended", _("This term ends earlier."))
        appointment.term = term_between(appointment.term.lower, last)
        return save_appointment(appointment=appointment, by=by)


def succeed(
    *,
    appointment: Appointment,
    name: str,
    first: date,
    by: User | None,
    last: date | None = None,
    resident: Resident | None = None,
    phone: str = "",
    is_public: bool = False,
    is_phone_public: bool = False,
) -> Appointment:
    """End the old term the day before `first`, begin the new one, and pass open duties on, in one step.

    Raises what `appoint` and `end_term` raise.
    """
    with transaction.atomic():
        if appointment.last_day is None or appointment.last_day >= first:
            appointment = end_term(appointment=appointment, last=first - DAY, by=by)
        new = appoint(
            role=appointment.role,
            name=name,
            first=first,
            last=last,
            by=by,
            compound=appointment.compound,
            building=appointment.building,
            units=(appointment.units.lower, appointment.units.upper - 1),
            resident=resident,
            phone=phone,
            is_public=is_public,
            is_phone_public=is_phone_public,
        )
        for receiver in _successions:
            receiver(appointment, new, first)
    return new


def save_appointment(*, appointment: Appointment, by: User | None) -> Appointment:
    """Save an appointment.

    A missing name or phone number is taken from the linked resident, which is recorded as a look. Raises
    overlapping_term, naming the other leader, units_wrong, building_needed, name_needed, and not_allowed for users
    who may not look.
    """
    try:
        with transaction.atomic(), acting_as(by), as_domain_errors():
            if appointment.resident is not None:
                appointment.resident = lock_standing(appointment.resident)
            if not clean_name(appointment.name):
                _name_from_register(appointment, by)
            appointment.save()
    except DomainError as error:
        if error.code != "overlapping_term" or (other := _in_the_way(appointment)) is None:
            raise
        words = {"name": other.name, "scope": other.scope, "term": other.term_in_words}
        raise Conflict(error.code, _("%(name)s leads %(scope)s for %(term)s.") % words, other=other) from error
    return appointment


def contact_of(*, resident: Resident, by: User) -> dict[str, str]:
    """Name and phone of a resident to be appointed, unmasked; each look is recorded. Raises not_allowed."""
    reason = _("Appointed to an office")
    fields = ["name", *(["phone"] if resident.phone else [])]
    return {"phone": ""} | {field: reveal(resident=resident, field=field, reason=reason, by=by) for field in fields}


def _name_from_register(appointment: Appointment, by: User | None) -> None:
    if appointment.resident is None or by is None:
        raise Invalid("name_needed", _("Please give the name."))
    contact = contact_of(resident=appointment.resident, by=by)
    appointment.name, appointment.phone = contact["name"], appointment.phone or contact["phone"]


def _in_the_way(appointment: Appointment) -> Appointment | None:
    """The leader of some of these units during this term; None if they were removed just now."""
    leaders = Appointment.objects.filter(
        role=Appointment.Role.LEADER,
        building=appointment.building,
        units__overlap=appointment.units,
        term__overlap=appointment.term,
    )
    return leaders.exclude(pk=appointment.pk).select_related("building", "compound").order_by("term").first()
