"""Who is in the register, where they live, and who looked."""

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
from community.registers.roles import ADMINISTRATOR
from residents.enums import DocumentKind, Precision
from residents.models import Guardianship, Household, LoginMatch, RegisterPolicy, Residence, Resident, Reveal, Tag
from residents.rules.numbers import check_number
from residents.services.common import as_domain_errors, lock_standing


def register_resident(
    *,
    name: str,
    by: User,
    id_number: str = "",
    id_kind: str = DocumentKind.IDENTITY,
    tags: Iterable[Tag] = (),
    **fields: Any,
) -> Resident:
    """Add a person. Raises name_needed, id_wrong, id_taken."""
    resident = Resident(name=name, **fields)
    with transaction.atomic():
        save_resident(resident=resident, by=by, id_number=id_number, id_kind=id_kind)
        with acting_as(by):
            resident.tags.set(tags)
    return resident


def save_resident(
    *, resident: Resident, by: User, id_number: str | None = None, id_kind: str = DocumentKind.IDENTITY
) -> Resident:
    """Keep what was changed about a person; `id_number` None leaves number and kind of document as they are.

    Birth date and sex follow the number where it tells them. Raises name_needed,
    id_wrong with `field`, id_taken, and merged_away for a record that is another by now.
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
    """Note that a person lives, or is registered, in a household from a day on; where they were before ends then.

    Nothing is overwritten: the earlier residence stays, with its last day. Raises
    head_taken, and overlapping where a later residence is known already.
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
    """Have other apps settle what a person who moves away leaves open, in the same transaction; a decorator.

    They are given the person and the first day on which the person lives here no longer, which may lie ahead.
    """
    _departures.append(receiver)
    return receiver


def move_out(*, resident: Resident, on: date, by: User, kind: str = Residence.Kind.LIVES) -> None:
    """Note that a person no longer lives, or is registered, here from a day on. Raises not_here."""
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
    """Note that an adult answers for a child, and when they consented. Raises same_person, guardian_known."""
    with transaction.atomic():
        pair = {each.pk: lock_standing(each) for each in sorted((guardian, child), key=lambda each: each.pk)}
        guardianship = Guardianship(guardian=pair[guardian.pk], child=pair[child.pk], consented_at=consented_at)
        with acting_as(by), as_domain_errors():
            guardianship.save()
    return guardianship


def _end_residence(resident: Resident, kind: str, on: date, by: User) -> bool:
    """End what holds on the day before `on`; whether there was anything. One that began on the day goes."""
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
    """One field of a person as it is, for five minutes, leaving who looked and why.

    Raises not_allowed, reason_needed, no_field. Many in an hour alarm the administrators.
    """
    if not by.has_perm("residents.reveal_resident"):
        raise Invalid("not_allowed", _("You may not reveal personal data."))
    if field not in Resident.REVEALABLE:
        raise Invalid("no_field", _("There is no such field."))
    if len(reason.strip()) < 4:
        raise Invalid("reason_needed", _("Please say in a few words why you need it."))
    with transaction.atomic():
        resident = lock_standing(resident)
        Reveal.objects.create(resident=resident, by=by, field=field, reason=reason.strip()[:200])
        _alarm_if_unusual(by)
    return str(getattr(resident, field))


def reveal_own_number(*, user: User) -> str:
    """The identity number of the person behind a login, for whoever has just proved to be that person.

    It leaves a row signed by nobody: the person, not the login, stays on record, so that the
    login can still be deleted. Raises not_here for a login that is matched to nobody.
    """
    with transaction.atomic():
        match = LoginMatch.objects.filter(user=user, state=LoginMatch.State.MATCHED).select_related("resident").first()
        if match is None or match.resident is None:
            raise Invalid("not_here", _("This login is not in the register."))
        Reveal.objects.create(resident=match.resident, by=None, field="id_number", reason=_("My own data"))
    return match.resident.id_number


def _alarm_if_unusual(by: User) -> None:
    """Tell the administrators once for each time that somebody passes the usual number in an hour."""
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
