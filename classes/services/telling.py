"""Messages to those responsible for seats in a class."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from community.delivery.notify import notify_many, text
from community.models import User


def tell(user: User, kind: str, interest_class: InterestClass, context: dict[str, Any]) -> None:
    """Notify one user about a class."""
    tell_many([user], kind, interest_class, context)


def tell_many(users: Iterable[User], kind: str, interest_class: InterestClass, context: dict[str, Any]) -> None:
    """Notify users about a class; one insert."""
    words = {"class": interest_class} | context
    notify_many(users=users, kind=kind, context=words, path=interest_class.get_absolute_url())


def tell_holder(seat: Enrolment, kind: str, interest_class: InterestClass, context: dict[str, Any]) -> None:
    """Notify the person responsible for a seat, in the portal, or by text message without a login."""
    if seat.user is not None:
        tell(seat.user, kind, interest_class, context)
    elif seat.phone:
        text(phone=seat.phone, kind=kind, context={"class": interest_class} | context)


def tell_class(
    interest_class: InterestClass,
    kind: str,
    context: dict[str, Any],
    *,
    sessions: Iterable[ClassSession] = (),
    waiting: bool = False,
) -> None:
    """Notify everyone responsible for a seat, each once; guests of `sessions` too, and the waiting list with
    `waiting`.
    """
    seats = Enrolment.objects.active() if waiting else Enrolment.objects.seated()
    seats = seats.filter(interest_class=interest_class)
    guests = Attendance.objects.filter(
        session__in=list(sessions), enrolment=None, user__isnull=False, mark=Attendance.Mark.EXPECTED
    )
    users = User.objects.filter(Q(pk__in=seats.values("user")) | Q(pk__in=guests.values("user")))
    tell_many(users.order_by("pk"), kind, interest_class, context)
    for seat in seats.filter(user=None).select_related("resident"):
        tell_holder(seat, kind, interest_class, context)
