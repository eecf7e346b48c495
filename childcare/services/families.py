"""Which children form a family, and their guardians by the register."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef

from childcare.enums import Kin
from childcare.models import CareSheet, Family, PickupPerson
from community.audit import save_by
from community.models import User
from community.ranges import today
from residents.enums import Sex
from residents.models import Guardianship, LoginMatch, Resident
from residents.selectors import home_of

KIN_OF_SEX = {Sex.FEMALE: Kin.MOTHER, Sex.MALE: Kin.FATHER}


def family_for(child: Resident | None, *, name: str, phone: str) -> Family:
    """The family of a child: that of a sibling with a common guardian, or a new one.

    For a visiting child, the family with the same guardian's name and number.
    """
    if child is not None:
        guardians = Guardianship.objects.filter(child=child).values("guardian")
        siblings = Guardianship.objects.filter(guardian__in=guardians).values("child")
        known = Family.objects.filter(sheets__child__in=siblings).order_by("pk").first()
    else:
        same = {"sheets__people__phone": phone, "sheets__people__name": name, "sheets__people__is_guardian": True}
        known = Family.objects.filter(**same).order_by("pk").first() if phone else None
    if known is not None:
        return known
    return Family.objects.create(name=name, household=home_of(child) if child is not None else None)


def follow_register(sheets: Iterable[CareSheet], by: User | None) -> None:
    """Add the guardians in the register to the lists of pickup persons; one query if all are there.

    Former guardians stay as rows, but may no longer pick up (`rules.fetching`).
    """
    children = {sheet.child_id: sheet for sheet in sheets if sheet.child_id is not None}
    if not children:
        return
    listed = PickupPerson.objects.filter(
        sheet__child=OuterRef("child"), resident=OuterRef("guardian"), is_guardian=True, removed_at=None
    )
    answers = Guardianship.objects.filter(~Exists(listed), child__in=list(children))
    missing = list(answers.values_list("child_id", "guardian_id"))
    if not missing:
        return
    adults = Resident.objects.in_bulk([guardian for _child, guardian in missing])
    matched = LoginMatch.objects.filter(resident__in=adults, state=LoginMatch.State.MATCHED).select_related("user")
    logins = {each.resident_id: each.user for each in matched}
    for child, guardian in missing:
        adult, login = adults[guardian], logins.get(guardian)
        person = PickupPerson(
            sheet=children[child],
            name=adult.name,
            # If the register has no number, the login's is used, by which the family is found at the door.
            phone=adult.phone or (login.phone if login else ""),
            kin=KIN_OF_SEX.get(Sex(adult.sex), Kin.GUARDIAN),
            is_guardian=True,
            resident=adult,
            user=login,
            starts_on=today(),
        )
        save_by(person, by)
    for family in Family.objects.filter(sheets__in=children.values()).distinct():
        refresh_phones(family)


def refresh_phones(family: Family) -> None:
    """Update the last four digits by which the tablet finds a family."""
    phones = PickupPerson.objects.filter(sheet__family=family, is_guardian=True, removed_at=None).exclude(phone="")
    digits = dict.fromkeys(phone[-4:] for phone in phones.order_by("pk").values_list("phone", flat=True))
    family.phones_last4 = " ".join(list(digits)[:10])
    family.save(update_fields=["phones_last4"])
