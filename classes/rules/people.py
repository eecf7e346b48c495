"""Permissions and eligibility: staff, guardians, ages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from classes.models import InterestClass
from community.errors import DomainError, Invalid
from community.models import User
from community.permissions import require_permission
from community.ranges import age_on, today
from residents.models import Resident
from residents.services import require_guardian


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a seat is for: a user, a child of whom the user is a guardian, or someone without a login."""

    user: User | None
    child: Resident | None = None
    resident: Resident | None = None
    contact_name: str = ""

    @property
    def name(self) -> str:
        known = self.child or self.resident or self.user
        return known.name if known else self.contact_name

    @property
    def birth_date(self) -> date | None:
        known = self.child or self.resident or self.user
        return known.birth_date if known else None


def require_staff(by: User) -> None:
    """Raise not_allowed unless `by` may change classes."""
    require_permission(by, "classes.change_interestclass", _("Only staff can change a class."))


def may_answer_for(user: User, people: Iterable[Person]) -> None:
    """Raise not_guardian for a child of whom the user is not a guardian in the register."""
    children = {person.child.pk for person in people if person.child}
    require_guardian(user, children)


def fits_age(interest_class: InterestClass, person: Person) -> bool:
    """Whether a person's known age fits a class today."""
    try:
        check_age(interest_class, person, today())
    except DomainError:
        return False
    return True


def check_age(interest_class: InterestClass, person: Person, day: date) -> None:
    """Check a person's age on a day. Raises age_unknown, too_young, too_old."""
    if interest_class.minimum_age == 0 and interest_class.maximum_age >= 120:
        return
    if person.birth_date is None:
        raise Invalid("age_unknown", _("This class has an age limit. Please add your date of birth to your account."))
    age = age_on(person.birth_date, day)
    words: dict[str, object] = {"name": person.name}
    if age < interest_class.minimum_age:
        words |= {"age": interest_class.minimum_age}
        raise Invalid("too_young", _("This class is for ages %(age)d and over; %(name)s is younger.") % words)
    if age > interest_class.maximum_age:
        words |= {"age": interest_class.maximum_age}
        raise Invalid("too_old", _("This class is for ages up to %(age)d; %(name)s is older.") % words)
