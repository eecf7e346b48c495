"""Joining, skills and wishes, absences, leaving; the desk can do all of it for people without a phone."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from community.ranges import DAY, today
from residents.models import Resident
from residents.selectors import resident_of
from residents.services import lock_standing
from volunteers.enums import PromiseState
from volunteers.models import Absence, Assignment, DutyRules, Skill, Volunteer
from volunteers.rules.people import require_own_or_staff, require_staff
from volunteers.services.locking import lock, move_to
from volunteers.services.reserves import ask_next_reserve


def current_rules() -> DutyRules | None:
    """The rules that new volunteers accept today."""
    return DutyRules.objects.filter(since__lte=today()).first()


def join(
    *,
    by: User,
    user: User | None = None,
    resident: Resident | None = None,
    rules_version: int,
    is_worker: bool = False,
) -> Volunteer:
    """Make a person a volunteer who accepts the rules; former volunteers get their hours back.

    A login joins together with its matched resident. Raises nobody, rules_outdated, member_already, and not_allowed
    for someone else unless staff do it.
    """
    if user != by or is_worker:
        require_staff(by)
    if user is None and resident is None:
        raise Invalid("nobody", _("Please choose a login, or someone from the register."))
    rules = current_rules()
    if rules is None or rules.version != rules_version:
        raise Conflict("rules_outdated", _("The rules have changed. Please read them again."))
    if user is not None:
        resident = resident or resident_of(user)
    taken = Conflict("member_already", _("This person is already a volunteer."))
    with transaction.atomic():
        if resident is not None:
            resident = lock_standing(resident)
        volunteer = _known(user, resident)
        if volunteer is not None and volunteer.is_active:
            raise taken
        volunteer = volunteer or Volunteer()
        volunteer.user, volunteer.resident = user or volunteer.user, resident or volunteer.resident
        volunteer.rules_version, volunteer.joined_at, volunteer.left_at = rules_version, timezone.now(), None
        volunteer.is_worker = is_worker
        once = {f"volunteers_volunteer_{name}_id_key": lambda: taken for name in ("user", "resident")}
        with refusing(once):
            save_by(volunteer, by)
    return volunteer


def _known(user: User | None, resident: Resident | None) -> Volunteer | None:
    """The person's existing row, if any; those of the login and of the register may differ."""
    found = Volunteer.objects.select_for_update(of=["self"])
    rows = [
        found.filter(user=user).first() if user else None,
        found.filter(resident=resident).first() if resident else None,
    ]
    known = list(dict.fromkeys(each for each in rows if each is not None))
    if len(known) > 1 or (known and user and known[0].user_id not in (None, user.pk)):
        raise Conflict("member_already", _("This person is already a volunteer."))
    return known[0] if known else None


def save_volunteer(*, volunteer: Volunteer, by: User, skills: Iterable[Skill] | None = None) -> None:
    """Save a volunteer's details and wishes. Only staff may change skills, insurance and consent.

    Raises not_yours, not_allowed.
    """
    require_own_or_staff(by, volunteer)
    before = Volunteer.objects.get(pk=volunteer.pk)
    noted = ("insured_until", "consent_by_id", "consented_on", "is_worker")
    if skills is not None or any(getattr(before, name) != getattr(volunteer, name) for name in noted):
        require_staff(by)
    with transaction.atomic():
        volunteer.full_clean(exclude=["name", "name_key"])
        save_by(volunteer, by)
        if skills is not None:
            volunteer.skills.set(skills)


def note_absence(*, volunteer: Volunteer, first: date, last: date, by: User) -> Absence:
    """Record days on which a volunteer is away; promises on them stay until they are given back.

    Raises not_yours, end_before_start, away_already.
    """
    require_own_or_staff(by, volunteer)
    if last < first:
        raise Invalid("end_before_start", _("The last day must not be before the first."))
    if last < today():
        raise Invalid("past", _("These days are in the past."))
    again = {"volunteers_absence_once": lambda: Conflict("away_already", _("You are already away then."))}
    with refusing(again):
        return Absence.objects.create(volunteer=volunteer, days=DateRange(first, last + DAY, "[)"))


def remove_absence(*, absence: Absence, by: User) -> None:
    """Delete an absence. Raises not_yours."""
    require_own_or_staff(by, absence.volunteer)
    absence.delete()


def leave(*, volunteer: Volunteer, by: User | None) -> Sequence[Assignment]:
    """Stop doing duty; gives back every upcoming promise and asks the reserves. Returns those promises.

    Raises not_yours, not_member.
    """
    require_own_or_staff(by, volunteer)
    with transaction.atomic():
        ahead = Assignment.objects.open().filter(volunteer=volunteer, shift__ends_at__gt=timezone.now())
        people, shifts = lock([volunteer.pk], ahead.values_list("shift_id", flat=True))
        locked = people[volunteer.pk]
        if locked.left_at is not None:
            raise Conflict("not_member", _("This person no longer does duty."))
        locked.left_at = timezone.now()
        save_by(locked, by)
        gone = list(ahead.select_related("shift__post", "shift__team__leader"))
        for promise in gone:
            held = promise.is_ahead
            move_to(promise, PromiseState.HANDED_BACK, by)
            if held:
                ask_next_reserve(shifts[promise.shift_id])
    return gone
