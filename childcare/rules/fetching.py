"""Who may pick up a child."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from childcare.models import Barred, CareSheet, DropIn, PickupPerson
from community.errors import Conflict, DomainError, Invalid
from community.prepared import IsAnyOf, Prepared
from residents.models import Guardianship

ADULT_FOR_BELOW = 8  # years: younger children may only go with an adult


def _of_sheets(sheets: Any) -> QuerySet[PickupPerson]:
    answers = Guardianship.objects.filter(child=OuterRef("sheet__child"), guardian=OuterRef("resident"))
    bars = Barred.objects.filter(sheet=OuterRef("sheet"), lifted_at=None)
    rows: QuerySet[Any] = PickupPerson.objects.filter(IsAnyOf(F("sheet"), sheets), removed_at=None)
    return rows.annotate(answers=Exists(answers), has_bars=Exists(bars)).order_by("-is_guardian", "pk")


_PEOPLE = Prepared(_of_sheets, sheets=ArrayField(BigIntegerField()))


class FetchList:
    """The pickup persons of some children; one query, and one more if a paper bars someone."""

    def __init__(self, sheets: Iterable[CareSheet]) -> None:
        keys = [sheet.pk for sheet in sheets]
        self.people: dict[int, list[PickupPerson]] = {key: [] for key in keys}
        found = _PEOPLE(sheets=keys) if keys else []
        for person in found:
            self.people[person.sheet_id].append(person)
        # Someone without an entry on the list cannot be identified with a barred person.
        wanted = {person.sheet_id for person in found if person.has_bars}
        wanted |= {key for key in keys if not self.people[key]}
        self._barred = list(Barred.objects.filter(sheet__in=list(wanted), lifted_at=None)) if wanted else []

    def of(self, sheet: int, day: date) -> list[PickupPerson]:
        """The people who may pick up the child of a sheet on a day, without barred ones."""
        return [
            each
            for each in self.people[sheet]
            if each.may_fetch_on(day) and self.still_guardian(each) and not self.is_barred(sheet, each)
        ]

    def still_guardian(self, person: PickupPerson) -> bool:
        """False for someone listed as a guardian whom the register no longer names as one."""
        if not person.is_guardian or person.resident_id is None:
            return True
        return bool(person.answers)

    def is_barred(self, sheet: int, person: PickupPerson) -> bool:
        """Whether a court or police paper bars this person."""
        return self.bars(sheet, person.name, person.phone, person.pk)

    def bars(self, sheet: int, name: str, phone: str = "", person: int | None = None) -> bool:
        """The same by name and phone: same person, same number, or same name if one of them has no number."""
        for each in self._barred:
            if each.sheet_id != sheet:
                continue
            if person is not None and each.person_id == person:
                return True
            if phone and each.phone == phone:
                return True
            if each.name == name and not (phone and each.phone):
                return True
        return False

    def same_as(self, person: PickupPerson, sheet: int) -> PickupPerson | None:
        """The entry on a sibling's list for the same person."""
        for each in self.people[sheet]:
            same = each.resident_id is not None and each.resident_id == person.resident_id
            if each.pk == person.pk or same or (each.name, each.phone) == (person.name, person.phone):
                return each
        return None


def why_not_to(person: PickupPerson | None, drop_in: DropIn, known: FetchList, day: date) -> DomainError | None:
    """Why a child may not go with a person today; None if it may."""
    if person is None or not known.still_guardian(person):
        return Conflict("not_on_list", _("This person is not on the list of those who may pick up the child."))
    if known.is_barred(drop_in.sheet_id, person):
        return Conflict("barred", _("This person is not on the list of those who may pick up the child."))
    if not person.may_fetch_on(day):
        return Conflict("expired", _("This person may not pick up the child today; a guardian can add them."))
    if drop_in.age < ADULT_FOR_BELOW and not person.is_adult:
        return Invalid("not_adult", _("A child under eight may only go with an adult."))
    return None
