"""Seats taken, waiting and free, in a class and in one of its sessions.

The conditions are defined once, on rows; the figures of a page, of a list and of a locked class are all derived from
them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import RawSQL
from django.db.models.functions import Coalesce
from django.utils import timezone

from classes.enums import EnrolmentState, Mark
from classes.models import Attendance, ClassSession, Enrolment, InterestClass

SEATED = Q(state=EnrolmentState.ENROLLED)
QUEUED = Q(state=EnrolmentState.WAITING)
# Marks that free a member's seat for others: before the session, and once it has begun.
GAVE_UP = (Mark.EXCUSED,)
NOT_HERE = (Mark.EXCUSED, Mark.ABSENT)
MOST_TOGETHER = 6
GUESTS_FROM = timedelta(days=7)  # before the session; until then the seats are for members


@dataclass(frozen=True, slots=True)
class Seats:
    """The seats of a class: all, those taken, and the number of people waiting."""

    capacity: int
    enrolled: int
    waiting: int

    @property
    def idle(self) -> int:
        """Seats that are not taken; the waiting list has priority for them."""
        return self.capacity - self.enrolled

    @property
    def free(self) -> int:
        """Seats that a newcomer may take: none while anyone is waiting."""
        return 0 if self.waiting else max(self.idle, 0)


def seats_of(interest_class: InterestClass) -> Seats:
    """The seats of a class, from the annotations of `with_seats`; otherwise one query."""
    if not hasattr(interest_class, "enrolled"):
        counts = Enrolment.objects.filter(interest_class=interest_class).aggregate(
            enrolled=Count("pk", filter=SEATED), waiting=Count("pk", filter=QUEUED)
        )
        return Seats(interest_class.capacity, **counts)
    return Seats(interest_class.capacity, interest_class.enrolled, interest_class.waiting)


def most_together(interest_class: InterestClass) -> int:
    """The maximum number of people who may join a class together."""
    return min(interest_class.capacity, MOST_TOGETHER)


def with_seats(classes: "QuerySet[InterestClass]") -> "QuerySet[InterestClass]":
    """Annotate classes with the numbers `enrolled` and `waiting`, which are only counted for the rows of a page."""
    rows: QuerySet[Any] = classes
    return rows.annotate(enrolled=_count(SEATED), waiting=_count(QUEUED))


def _count(who: Q) -> Coalesce:
    seats = Enrolment.objects.filter(who, interest_class=OuterRef("pk")).order_by().values("interest_class")
    return Coalesce(Subquery(seats.annotate(count=Count("pk")).values("count")), 0)


@dataclass(frozen=True, slots=True)
class ClassFigures:
    """The seats of a class, and its next session."""

    seats: Seats
    next_start: datetime | None


def figures_of(classes: Iterable[int]) -> dict[int, ClassFigures]:
    """The figures of classes by primary key; one query."""
    sql, parameters = _figures_sql()
    values: dict[Any, Any] = {_CLASSES: list(classes), _NOW: timezone.now()}
    with connection.cursor() as cursor:
        cursor.execute(sql, [values.get(each, each) for each in parameters])
        return {pk: ClassFigures(Seats(*seats), next_start) for pk, *seats, next_start in cursor.fetchall()}


_CLASSES, _SESSIONS, _NOW, _GONE = ":classes", ":sessions", ":now", ":gone"


@cache
def _figures_sql() -> tuple[str, tuple[Any, ...]]:
    """Cached, because Django takes longer to build this query than PostgreSQL to answer it."""
    ahead = ClassSession.objects.held().filter(
        interest_class=OuterRef("pk"), ends_at__gt=RawSQL("%s::timestamptz", [_NOW])
    )
    next_start = ahead.order_by().values("interest_class").annotate(next=Min("starts_at")).values("next")
    found = with_seats(InterestClass.objects.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [_CLASSES])))
    rows = found.order_by().annotate(next_start=Subquery(next_start))
    return rows.values_list("pk", "capacity", "enrolled", "waiting", "next_start").query.sql_with_params()


def _away(gone: Any) -> Q:
    return Q(enrolment__state=EnrolmentState.ENROLLED, mark__in=gone)


def _guests(gone: Any) -> Q:
    return Q(enrolment__isnull=True) & ~Q(mark__in=gone)


@cache
def _balance_sql() -> tuple[str, tuple[Any, ...]]:
    gone = RawSQL("SELECT unnest(%s::text[])", [_GONE])
    rows = Attendance.objects.filter(session__in=RawSQL("SELECT unnest(%s::bigint[])", [_SESSIONS])).order_by()
    balance = Count("pk", filter=_guests(gone)) - Count("pk", filter=_away(gone))
    return rows.values("session").annotate(balance=balance).values_list("session", "balance").query.sql_with_params()


def _balance(sessions: Iterable[int], gone: tuple[Mark, ...]) -> dict[int, int]:
    """The number of guests minus the number of members with a mark in `gone`, by session, unless both are 0;
    one query.
    """
    sql, parameters = _balance_sql()
    values: dict[Any, Any] = {_SESSIONS: list(sessions), _GONE: [str(mark) for mark in gone]}
    with connection.cursor() as cursor:
        cursor.execute(sql, [values.get(each, each) for each in parameters])
        return dict(cursor.fetchall())


def free_in_sessions(interest_class: InterestClass, sessions: Iterable[int]) -> dict[int, int]:
    """The seats of single sessions not needed by members or guests; negative if there are too few.

    Two queries; one if the class was read `with_seats`.
    """
    sessions = list(sessions)
    if not sessions:
        return {}
    balance, idle = _balance(sessions, GAVE_UP), seats_of(interest_class).idle
    return {pk: idle - balance.get(pk, 0) for pk in sessions}


def free_in_session(interest_class: InterestClass, session: ClassSession) -> int:
    """The same for one session; two queries."""
    return free_in_sessions(interest_class, [session.pk])[session.pk]


def free_in_room(interest_class: InterestClass, session: ClassSession) -> int:
    """How many more people fit into a session's room, besides all expected or present; two queries."""
    balance = _balance([session.pk], NOT_HERE).get(session.pk, 0)
    return session.reservation.room.capacity - seats_of(interest_class).enrolled - balance


def takes_guests(session: ClassSession) -> bool:
    """Whether guests may currently ask for a seat in a session."""
    now = timezone.now()
    return session.cancelled_at is None and now < session.starts_at < now + GUESTS_FROM
