"""Residents, their residences and guardians, and revealing data."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.permissions import require_permission
from community.registers.roles import ADMINISTRATOR
from community.typed_words import A_FEW_WORDS, require_reason
from residents.enums import DocumentKind, Precision
from residents.models import Guardianship, Household, LoginMatch, RegisterPolicy, Residence, Resident, Reveal, Tag
from residents.rules.numbers import check_number
from residents.services.locking import lock_standing
from residents.services.refusals import as_domain_errors


def register_resident(
    *,
    name: str,
    by: User,
    id_number: str = "",
    id_kind: str = DocumentKind.IDENTITY,
    tags: Iterable[Tag] = (),
    **fields: Any,
) -> Resident:
    """Add a resident. Raises name_needed, id_wrong, id_taken."""
    resident = Resident(name=name, **fields)
    with transaction.atomic():
        save_resident(resident=resident, by=by, id_number=id_number, id_kind=id_kind)
        with acting_as(by):
            resident.tags.set(tags)
    return resident


def save_resident(
    *, resident: Resident, by: User, id_number: str | None = None, id_kind: str = DocumentKind.IDENTITY
) -> Resident:
    """Save changes to a resident; with `id_number=None` the number and kind of document stay as they are.

    Birth date and sex follow from the number if it contains them. Raises name_needed, id_wrong with `field`,
    id_taken, and merged_away for a record that was merged into another.
    """
    if not clean_name(resident.name):
        raise Invalid("name_needed", _("Please give the name."))
    if id_number:
        read = check_number(resident=resident, typed=id_number, kind=id_kind)
        resident.carry(read.kind, read.number)
        if read.birth_date is not None:
            resident.birth_date, resident.sex, resident.birth_precision = read.birth_date, read.sex, Precision.DAY
    elif id_number is not None:
        resident.carry(DocumentKind.IDENTITY, "")
    with acting_as(by), as_domain_errors():
        if resident.pk is not None and lock_standing(resident).pk != resident.pk:
            raise Conflict("merged_away", _("This record was merged into another. Please change that one."))
        resident.save()
    return resident


def move_in(
    *,
    resident: Resident,
    household: Household,
    on: date,
    by: User,
    kind: str = Residence.Kind.LIVES,
    relation: str = Residence.Relation.OTHER,
) -> Residence:
    """Record that a resident lives, or is registered, in a household from a date; their previous residence ends then.

    Nothing is overwritten: the previous residence stays, with its last day. Raises head_taken, and overlapping if a
    later residence exists already.
    """
    with transaction.atomic():
        resident = lock_standing(resident)
        _end_residence(resident, kind, on, by)
        residence = Residence(
            resident=resident, household=household, kind=kind, relation=relation, during=DateRange(on, None)
        )
        with acting_as(by), as_domain_errors():
            residence.save()
    return residence


Departure = Callable[[Resident, date], None]
_departures: list[Departure] = []


def on_departure(receiver: Departure) -> Departure:
    """Register a function of another app that settles what a departing resident leaves open; a decorator.

    It runs in the same transaction, and receives the resident and the first day after their departure, which may be
    in the future.
    """
    _departures.append(receiver)
    return receiver


def move_out(*, resident: Resident, on: date, by: User, kind: str = Residence.Kind.LIVES) -> None:
    """Record that a resident no longer lives, or is registered, here from a date. Raises not_here."""
    with transaction.atomic():
        resident = lock_standing(resident)
        if not _end_residence(resident, kind, on, by):
            raise Invalid("not_here", _("This person does not live here on that day."))
        if kind == Residence.Kind.LIVES:
            for receiver in _departures:
                receiver(resident, on)


def name_guardian(
    *, guardian: Resident, child: Resident, by: User, consented_at: datetime | None = None
) -> Guardianship:
    """Record an adult as a child's guardian, and when they consented. Raises same_person, guardian_known."""
    with transaction.atomic():
        pair = {each.pk: lock_standing(each) for each in sorted((guardian, child), key=lambda each: each.pk)}
        guardianship = Guardianship(guardian=pair[guardian.pk], child=pair[child.pk], consented_at=consented_at)
        with acting_as(by), as_domain_errors():
            guardianship.save()
    return guardianship


def _end_residence(resident: Resident, kind: str, on: date, by: User) -> bool:
    """End the residence on the day before `on`; returns whether there was one. One that began on `on` is deleted."""
    current = resident.residences.filter(kind=kind).current(on).first()
    if current is None:
        return False
    with acting_as(by):
        if current.during.lower == on:
            current.delete()
        else:
            current.during = DateRange(current.during.lower, on)
            current.save()
    return True


def reveal(*, resident: Resident, field: str, reason: str, by: User) -> str:
    """Show one field of a resident unmasked for five minutes, recording who looked and why.

    Raises not_allowed, reason_needed, no_field. An unusual number per hour alerts the administrators.
    """
    require_permission(by, "residents.reveal_resident", _("You may not reveal personal data."))
    if field not in Resident.REVEALABLE:
        raise Invalid("no_field", _("There is no such field."))
    reason = require_reason(reason, least=A_FEW_WORDS)
    with transaction.atomic():
        resident = lock_standing(resident)
        Reveal.objects.create(resident=resident, by=by, field=field, reason=reason)
        _alarm_if_unusual(by)
    return str(getattr(resident, field))


def reveal_own_number(*, user: User) -> str:
    """The identity number of the resident matched to a login, after the user proved their identity again.

    The record of this access names the resident but not the login, so that the login can still be deleted. Raises
    not_here if no resident is matched.
    """
    with transaction.atomic():
        match = LoginMatch.objects.filter(user=user, state=LoginMatch.State.MATCHED).select_related("resident").first()
        if match is None or match.resident is None:
            raise Invalid("not_here", _("This login is not in the register."))
        Reveal.objects.create(resident=match.resident, by=None, field="id_number", reason=_("My own data"))
    return match.resident.id_number


def _alarm_if_unusual(by: User) -> None:
    """Alert the administrators each time a user exceeds the usual number per hour."""
    usual = RegisterPolicy.load().reveals_an_hour
    in_hour = Reveal.objects.filter(by=by, at__gt=timezone.now() - timedelta(hours=1)).count()
    if in_hour % usual or not in_hour:
        return
    administrators = User.objects.filter(
        Q(is_superuser=True) | Q(groups__in=Group.objects.filter(name=ADMINISTRATOR)), is_active=True
    ).distinct()
    for administrator in administrators:
        context = {"who": by.name, "count": in_hour}
        notify(user=administrator, kind="reveal_alarm", context=context, path="/admin/residents/reveal/")
