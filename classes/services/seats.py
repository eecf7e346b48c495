"""Seats: enrol, wait, be promoted, withdraw."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Enrolment, InterestClass
from community.errors import DomainError
from community.models import User
from community.ranges import age_on
from community.services import notify

State = Enrolment.State


def enrol(*, interest_class: InterestClass, user: User) -> Enrolment:
    """Give a user a seat, or a place in the queue where none is free or anyone waits already.

    Age is judged at the first session still to come. Raises not_open, over, too_young,
    too_old, age_unknown and twice.
    """
    with transaction.atomic():
        locked = _lock(interest_class, user)
        if locked.state != InterestClass.State.OPEN:
            raise DomainError("not_open", _("This class takes nobody at the moment."))
        session = locked.sessions.ahead(timezone.now()).first()  # type: ignore[attr-defined]
        if session is None:
            raise DomainError("over", _("This class is over."))
        _check_age(locked, user, timezone.localdate(session.starts_at))
        active = locked.enrolments.active()  # type: ignore[attr-defined]
        if active.filter(user=user).exists():
            raise DomainError("twice", _("You are in this class, or wait for it, already."))
        states = list(active.values_list("state", flat=True))
        has_seat = State.WAITING not in states and states.count(State.ENROLLED) < locked.capacity
        enrolment = Enrolment(interest_class=locked, user=user, state=State.ENROLLED if has_seat else State.WAITING)
        enrolment._history_user = user  # type: ignore[attr-defined]
        enrolment.save()
        _tell(enrolment, "class_enrolled" if has_seat else "class_waiting")
    return enrolment


def withdraw(*, interest_class: InterestClass, user: User, by: User | None = None) -> list[Enrolment]:
    """Give a seat or a place in the queue back; who was promoted by it, in the order of the queue.

    Raises not_enrolled.
    """
    with transaction.atomic():
        locked = _lock(interest_class, user)
        enrolment = locked.enrolments.active().filter(user=user).first()  # type: ignore[attr-defined]
        if enrolment is None:
            raise DomainError("not_enrolled", _("You are not in this class."))
        enrolment.state = State.WITHDRAWN
        enrolment._history_user = by or user  # type: ignore[attr-defined]
        enrolment.save()
        return _promote(locked)


def _promote(locked: InterestClass) -> list[Enrolment]:
    """Fill the free seats from the queue; the caller holds the class's lock."""
    taken = locked.enrolments.filter(state=State.ENROLLED).count()
    line = locked.enrolments.filter(state=State.WAITING).select_related("user").order_by("pk")
    promoted = list(line[: max(locked.capacity - taken, 0)])
    for enrolment in promoted:
        enrolment.state = State.ENROLLED
        enrolment.save()
        _tell(enrolment, "class_promoted")
    return promoted


def _lock(interest_class: InterestClass, user: User) -> InterestClass:
    User.objects.select_for_update(no_key=True).only("pk").get(pk=user.pk)
    return InterestClass.objects.select_for_update().get(pk=interest_class.pk)


def _check_age(interest_class: InterestClass, user: User, day: date) -> None:
    if interest_class.minimum_age == 0 and interest_class.maximum_age >= 120:
        return
    if user.birth_date is None:
        raise DomainError(
            "age_unknown", _("This class has an age limit. Please give your date of birth in your account.")
        )
    age = age_on(user.birth_date, day)
    if age < interest_class.minimum_age:
        raise DomainError(
            "too_young", _("This class is for ages %(age)d and over.") % {"age": interest_class.minimum_age}
        )
    if age > interest_class.maximum_age:
        raise DomainError("too_old", _("This class is for ages up to %(age)d.") % {"age": interest_class.maximum_age})


def _tell(enrolment: Enrolment, kind: str) -> None:
    notify(
        user=enrolment.user,
        kind=kind,
        context={"class": enrolment.interest_class},
        path=enrolment.interest_class.get_absolute_url(),
    )
