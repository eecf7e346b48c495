"""Messages to those responsible for seats in a class."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from community.delivery.notify import notify, text
from community.models import User


def tell(user: User, kind: str, interest_class: InterestClass, context: dict[str, Any]) -> None:
    """Notify one user about a class."""
    notify(user=user, kind=kind, context={"class": interest_class} | context, path=interest_class.get_absolute_url())


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
    for user in User.objects.filter(Q(pk__in=seats.values("user")) | Q(pk__in=guests.values("user"))).order_by("pk"):
        tell(user, kind, interest_class, context)
    for seat in seats.filter(user=None).select_related("resident"):
        tell_holder(seat, kind, interest_class, context)
