"""What the verbs of classes share: whom a seat is for, locks, ages, telling."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from community.delivery.notify import notify
from community.errors import DomainError
from community.models import User
from community.ranges import age_on
from residents import selectors as register
from residents.models import Resident


@dataclass(frozen=True, slots=True)
class Person:
    """Whom a seat is for: a user, or a child for whom the user answers."""

    user: User
    child: Resident | None = None

    @property
    def name(self) -> str:
        return self.child.name if self.child else self.user.name

    @property
    def birth_date(self) -> date | None:
        return self.child.birth_date if self.child else self.user.birth_date


def require_staff(by: User) -> None:
    """Raise not_allowed unless `by` may change classes."""
    if not by.has_perm("classes.change_interestclass"):
        raise DomainError("not_allowed", _("Only staff can change a class."))


def may_answer_for(user: User, people: Iterable[Person]) -> None:
    """Raise not_guardian for a child of whom the register does not know the user as guardian."""
    children = {person.child.pk for person in people if person.child}
    if children and not children <= {child.pk for child in register.wards_of(user)}:
        raise DomainError("not_guardian", _("The register does not know you as this child's guardian."))


def lock_class(interest_class: InterestClass, user: User | None = None) -> InterestClass:
    """Lock the user, then the class, the order that everyone keeps; the class, read afresh."""
    if user is not None:
        User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    return InterestClass.objects.select_for_update().get(pk=interest_class.pk)


def check_age(interest_class: InterestClass, person: Person, day: date) -> None:
    """Judge the age that a person has on a day. Raises age_unknown, too_young, too_old."""
    if interest_class.minimum_age == 0 and interest_class.maximum_age >= 120:
        return
    if person.birth_date is None:
        raise DomainError(
            "age_unknown", _("This class has an age limit. Please give your date of birth in your account.")
        )
    age = age_on(person.birth_date, day)
    words = {"name": person.name}
    if age < interest_class.minimum_age:
        words |= {"age": interest_class.minimum_age}  # type: ignore[dict-item]
        raise DomainError("too_young", _("This class is for ages %(age)d and over; %(name)s is younger.") % words)
    if age > interest_class.maximum_age:
        words |= {"age": interest_class.maximum_age}  # type: ignore[dict-item]
        raise DomainError("too_old", _("This class is for ages up to %(age)d; %(name)s is older.") % words)


def tell(user: User, kind: str, interest_class: InterestClass, context: dict[str, Any]) -> None:
    """Tell one user about a class."""
    notify(user=user, kind=kind, context={"class": interest_class} | context, path=interest_class.get_absolute_url())


def tell_class(
    interest_class: InterestClass,
    kind: str,
    context: dict[str, Any],
    *,
    sessions: Iterable[ClassSession] = (),
    waiting: bool = False,
) -> None:
    """Tell everyone who answers for a seat, each once; guests of `sessions` too, and with `waiting` the queue."""
    seats = Enrolment.objects.active() if waiting else Enrolment.objects.seated()
    seats = seats.filter(interest_class=interest_class)
    guests = Attendance.objects.filter(
        session__in=list(sessions), enrolment=None, user__isnull=False, mark=Attendance.Mark.EXPECTED
    )
    for user in User.objects.filter(Q(pk__in=seats.values("user")) | Q(pk__in=guests.values("user"))).order_by("pk"):
        tell(user, kind, interest_class, context)
