"""Care sheets, filled in once and confirmed every year; and separate consents."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import Kin, Purpose
from childcare.models import CareSheet, Consent, ConsentText, Contact, Health, PickupPerson, SheetReveal
from childcare.rules.people import is_guardian, require_guardian, require_staff, runs_room
from childcare.rules.sheets import purposes_of
from childcare.services.families import family_for, follow_register, refresh_phones
from childcare.services.refusals import REFUSALS
from community.audit import acting_as, save_by
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from community.names import clean_name
from community.permissions import require_permission
from community.ranges import today
from community.typed_words import require_reason, require_words
from residents.models import Guardianship, Resident
from residents.selectors import wards_of

MOST_CONTACTS = 6


def save_care_sheet(
    *,
    by: User,
    called: str,
    health: Health,
    contacts: list[Contact],
    child: Resident | None = None,
    sheet: CareSheet | None = None,
    name: str = "",
    birth_date: date | None = None,
    comforts: str = "",
    guardian_name: str = "",
    guardian_phone: str = "",
    guardian_kin: str = Kin.GUARDIAN,
) -> CareSheet:
    """Save a child's sheet, new or changed, which also confirms it.

    For a `child` of the register, a guardian or staff may do so. A visiting child is entered by staff only, with
    `name`, `birth_date` and a guardian. Health notes require consent: a new sheet stores them at once, and they are
    deleted unless `HEALTH` is given by the first drop-off. Raises not_guardian, not_allowed, name_needed,
    birth_date_needed, contact_needed, guardian_needed.
    """
    called = require_words(called, "name_needed", _("Please say what you call the child."), 50)
    people = [_tidy(each) for each in contacts if each["phone"].strip()][:MOST_CONTACTS]
    if not people:
        raise Invalid("contact_needed", _("Please give at least one number that we can call."))
    if sheet is not None:
        require_guardian(by, sheet)
    elif child is not None:
        _require_guardian_of(by, child)
    else:
        require_staff(by)
        name = require_words(clean_name(name), "name_needed", _("Please give the child's name."), 100)
        if birth_date is None or birth_date > today():
            raise Invalid("birth_date_needed", _("Please give the child's date of birth."))
        if not guardian_name.strip() or not guardian_phone.strip():
            raise Invalid("guardian_needed", _("Please give a guardian's name and number."))
    with transaction.atomic():
        if sheet is None:
            sheet = _new(by, child, name, birth_date, clean_name(guardian_name), guardian_phone.strip())
        sheet.called, sheet.comforts = called, comforts.strip()[:200]
        sheet.health, sheet.contacts = health, people
        sheet.confirmed_at = timezone.now()
        save_by(sheet, by)
        if sheet.child_id is None and guardian_name:
            _note_guardian(sheet, clean_name(guardian_name), guardian_phone.strip(), guardian_kin, by)
        follow_register([sheet], by)
        refresh_phones(sheet.family)
    return sheet


def _tidy(contact: Contact) -> Contact:
    kin = contact["kin"] if contact["kin"] in Kin.values else Kin.OTHER
    return Contact(name=contact["name"].strip(), phone=contact["phone"].strip(), kin=str(kin))


def _require_guardian_of(by: User, child: Resident) -> None:
    if child.pk not in {each.pk for each in wards_of(by)} and not runs_room(by):
        raise Invalid("not_guardian", _("The register does not know you as this child's guardian."))


def _new(
    by: User, child: Resident | None, name: str, birth_date: date | None, guardian_name: str, guardian_phone: str
) -> CareSheet:
    if child is not None:
        known = CareSheet.objects.filter(child=child).first()
        if known is not None:
            return known
        first = Guardianship.objects.filter(child=child).select_related("guardian").order_by("pk").first()
        called = by.name if child.pk in {each.pk for each in wards_of(by)} else ""
        guardian_name = called or (first.guardian.name if first else child.name)
        family = family_for(child, name=guardian_name, phone="")
        return CareSheet(family=family, child=child, created_by=by)
    family = family_for(None, name=guardian_name, phone=guardian_phone)
    return CareSheet(family=family, own_name=name, own_birth_date=birth_date, created_by=by)


def _note_guardian(sheet: CareSheet, name: str, phone: str, kin: str, by: User) -> None:
    """Record a visiting child's guardian, with the login that has the number, if any."""
    if sheet.people.filter(name=name, phone=phone, removed_at=None).exists():
        return
    person = PickupPerson(
        sheet=sheet,
        name=name,
        phone=phone,
        kin=kin,
        is_guardian=True,
        user=User.objects.filter(phone=phone, is_active=True).first(),
        starts_on=today(),
        added_by=by,
    )
    person.full_clean(exclude=["user", "sheet", "added_by"])
    save_by(person, by)


def confirm_sheet(*, sheet: CareSheet, by: User | None) -> None:
    """Confirm that the sheet is still right. Raises not_guardian."""
    if by is not None:
        require_guardian(by, sheet)
    sheet.confirmed_at = timezone.now()
    with acting_as(by):
        sheet.save(update_fields=["confirmed_at"])


def set_extra_points(*, sheet: CareSheet, points: int, by: User) -> CareSheet:
    """Add points for a special need to those of the age, from the next drop-off on. Raises not_allowed, points."""
    require_staff(by)
    if not 0 <= points <= 210:
        raise Invalid("points", _("One child needs at most one carer of its own."))
    sheet.extra_points = points
    with acting_as(by):
        sheet.save(update_fields=["extra_points"])
    return sheet


def reveal_health(*, sheet: CareSheet, reason: str, by: User) -> Health:
    """Health notes of a child that is not at the door; recorded. Raises not_allowed, reason_needed."""
    require_permission(by, "childcare.reveal_caresheet", _("Only the centre can do this."))
    reason = require_reason(reason)
    SheetReveal.objects.create(sheet=sheet, by=by, reason=reason)
    return sheet.health


def give_consent(*, sheet: CareSheet, purpose: str, by: User, on_paper: bool = False) -> Consent:
    """Consent to one purpose in its newest version; staff enter what was signed on paper.

    A consent to an older version is replaced, and both stay on record. Raises not_guardian, paper_needed for staff
    without a paper, no_text, given_already.
    """
    require_guardian(by, sheet)
    if not on_paper and not is_guardian(by, sheet):
        raise Invalid("paper_needed", _("A guardian has to sign this; please keep the paper."))
    text = ConsentText.objects.filter(purpose=purpose, since__lte=today()).order_by("-version").first()
    if text is None:
        raise Invalid("no_text", _("There is no text for this consent yet."))
    with transaction.atomic(), refusing(REFUSALS):
        older = Consent.objects.standing().filter(sheet=sheet, purpose=purpose).exclude(text=text)
        older.update(withdrawn_at=timezone.now(), withdrawn_by=by)
        return Consent.objects.create(sheet=sheet, text=text, purpose=purpose, given_by=by, on_paper=on_paper)


def withdraw_consent(*, sheet: CareSheet, purpose: str, by: User) -> None:
    """Withdraw one consent; children inside stay listed until picked up. Raises not_guardian, not_given.

    Without `HEALTH` the health notes are deleted at once, or once the child has left.
    """
    require_guardian(by, sheet)
    with transaction.atomic():
        done = Consent.objects.standing().filter(sheet=sheet, purpose=purpose)
        if not done.update(withdrawn_at=timezone.now(), withdrawn_by=by):
            raise Conflict("not_given", _("This consent is not given, or was already withdrawn."))
        if purpose == Purpose.HEALTH:
            drop_health_without_consent(sheet)


def drop_health_without_consent(sheet: CareSheet) -> None:
    """Delete health notes without a valid consent, unless the child is inside."""
    if not sheet.health_encrypted or Purpose.HEALTH in purposes_of([sheet])[sheet.pk]:
        return
    if sheet.drop_ins.inside().exists():
        return
    sheet.health_encrypted = ""
    sheet.save(update_fields=["health_encrypted"])
