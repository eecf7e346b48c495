"""Single sessions: the printed week, make-up times, and clashes."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet
from django.utils import timezone

from classes.models import ClassSession, InterestClass
from community.days import DayStatus, day_statuses
from community.prepared import Given, IsAnyOf, Prepared
from community.ranges import DAY, Span, at, day_span, monday_of, today
from rooms.models import Reservation, Room
from rooms.rules.availability import held_span
from rooms.rules.diary import Diary, what

MAKE_UP_DAYS = 21


# Sessions per day that fit on the sheet. More are in the list of classes.
MOST_A_DAY = 12


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """A day on the sheet: what kind of day it is, and its first sessions; `has_more` if some do not fit."""

    date: date
    status: DayStatus
    sessions: list[ClassSession]
    has_more: bool


def _first_of_week(**begins: Given) -> QuerySet[ClassSession, int]:
    """Those that begin first on each of seven days, and one more each; given are the beginnings of eight days."""
    in_order = ClassSession.objects.held().filter(interest_class__state=InterestClass.State.OPEN)
    first, *others = (
        in_order.filter(starts_at__gte=start, starts_at__lt=end).values_list("pk", flat=True)[: MOST_A_DAY + 1]
        for start, end in pairwise(begins.values())
    )
    return first.union(*others, all=True)


# What the sheet shows of a session.
COLUMNS = [
    "starts_at",
    "ends_at",
    *(f"interest_class__{name}" for name in ("name", "name_en", "teacher_name")),
    *(f"reservation__room__{name}" for name in ("name", "name_en")),
]
FIRST_OF_WEEK = Prepared(_first_of_week, **{f"day{number}": DateTimeField() for number in range(8)})
ON_THE_SHEET = Prepared(
    lambda keys: (
        ClassSession.objects.filter(IsAnyOf(F("pk"), keys))
        .select_related("interest_class", "reservation__room")
        .only(*COLUMNS)
    ),
    keys=ArrayField(BigIntegerField()),
)


def timetable(day: date) -> list[TimetableDay]:
    """The week that contains `day`, Monday to Sunday, with the sessions of open classes; three queries.

    A session is listed on the day on which it begins.
    """
    monday = monday_of(day)
    days = [monday + number * DAY for number in range(7)]
    statuses = day_statuses(days)
    first = FIRST_OF_WEEK(**{f"day{number}": day_span(monday + number * DAY).start for number in range(8)})
    sessions: dict[date, list[ClassSession]] = {each: [] for each in days}
    for session in ON_THE_SHEET(keys=first):
        sessions[timezone.localdate(session.starts_at)].append(session)
    return [
        TimetableDay(each, statuses[each], sessions[each][:MOST_A_DAY], len(sessions[each]) > MOST_A_DAY)
        for each in days
    ]


def make_up_times(session: ClassSession, limit: int = 3) -> list[Span]:
    """Up to `limit` times for a make-up session: its room and hour, on the nearest free days after it.

    Skips holidays, and times when the class or its teacher meets elsewhere. Seven queries.
    """
    room, length = session.reservation.room, session.span.duration
    first = max(timezone.localdate(session.starts_at), today()) + DAY
    days = [first + number * DAY for number in range(MAKE_UP_DAYS)]
    diary = Diary([room], days)
    same = Q(interest_class=session.interest_class_id)
    if session.interest_class.teacher_id:
        same |= Q(interest_class__teacher=session.interest_class.teacher_id)
    whole = Span(day_span(days[0]).start, day_span(days[-1]).end)
    others = ClassSession.objects.held().filter(same, starts_at__lt=whole.end, ends_at__gt=whole.start)
    busy = [other.span for other in others.distinct()]
    clock = timezone.localtime(session.starts_at).time()
    starts = [at(day, clock) for day in days]
    spans = [Span(start, start + length) for start in starts]
    free = [span for span in spans if diary.session(room, span).is_clear and not any(map(span.overlaps, busy))]
    return free[:limit]


@dataclass(frozen=True, slots=True)
class Clash:
    """A description for staff of what holds a room at a given time."""

    span: Span
    what: str


def clashes(room: Room, span: Span, besides: ClassSession | None = None) -> list[Clash]:
    """What is in the way of a session in a room; `besides` is the session about to be moved there. One query."""
    held = Reservation.objects.held().during(held_span(room, span)).filter(room=room)
    if besides is not None:
        held = held.exclude(pk=besides.reservation_id)
    return [
        Clash(each.span, each.booking.contact_name if hasattr(each, "booking") else what(each))
        for each in held.select_related("booking", "closure")
    ]
