"""Single sessions: the printed week, make-up times, and clashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateTimeField, F, Q, QuerySet
from django.utils import timezone

from classes.models import ClassSession
from community.days import DayStatus, day_statuses
from community.models.bilingual import reader_text
from community.prepared import Given, IsAnyOf, Prepared
from community.ranges import DAY, Span, at, day_span, monday_of, today
from community.versions import part_of_page
from rooms.models import Reservation, Room
from rooms.rules.availability import held_span
from rooms.rules.diary import Diary, what

MAKE_UP_DAYS = 21


# Sessions per day that fit on the sheet. More are in the list of classes.
MOST_A_DAY = 12


class Entry(NamedTuple):
    """A session in a list of many, in the reader's language."""

    pk: int
    span: Span
    class_pk: int
    name: str
    teacher: str
    room: str


@dataclass(frozen=True, slots=True)
class TimetableDay:
    """A day on the sheet: what kind of day it is, and its first sessions; `has_more` if some do not fit."""

    date: date
    status: DayStatus
    entries: tuple[Entry, ...]
    has_more: bool


def _first_of_week(**begins: Given) -> QuerySet[ClassSession, int]:
    """Those that begin first on each of seven days, and one more each; given are the beginnings of eight days."""
    in_order = ClassSession.objects.open()
    first, *others = (
        in_order.filter(starts_at__gte=start, starts_at__lt=end).values_list("pk", flat=True)[: MOST_A_DAY + 1]
        for start, end in pairwise(begins.values())
    )
    return first.union(*others, all=True)


# Rows instead of model instances, because there may be eighty, and nothing else of them is shown.
_COLUMNS = (
    "pk",
    "starts_at",
    "ends_at",
    "interest_class",
    "interest_class__name",
    "interest_class__name_en",
    "interest_class__teacher_name",
)
_ROOM = ("room__name", "room__name_en")
FIRST_OF_WEEK = Prepared(_first_of_week, **{f"day{number}": DateTimeField() for number in range(8)})
ON_THE_SHEET = Prepared(
    lambda keys: ClassSession.objects.filter(IsAnyOf(F("pk"), keys)).values_list("reservation", *_COLUMNS),
    keys=ArrayField(BigIntegerField()),
)
ROOMS_OF = Prepared(
    lambda keys: Reservation.objects.filter(IsAnyOf(F("pk"), keys)).order_by("pk").values_list("pk", *_ROOM),
    keys=ArrayField(BigIntegerField()),
)


def _entry(
    pk: int,
    start: datetime,
    end: datetime,
    class_pk: int,
    name: str,
    name_en: str,
    teacher: str,
    room: str,
    room_en: str,
) -> Entry:
    zone = timezone.get_default_timezone()
    span = Span(start.astimezone(zone), end.astimezone(zone))
    return Entry(pk, span, class_pk, reader_text(name, name_en), teacher, reader_text(room, room_en))


def timetable(day: date) -> list[TimetableDay]:
    """The week that contains `day`, Monday to Sunday, with the sessions of open classes; four queries.

    A session is listed on the day on which it begins. Every booking changes the table that tells a session's room:
    on a shared page only the rooms are read again then.
    """
    monday = monday_of(day)
    sessions = part_of_page(("on the sheet", monday), partial(_on_the_sheet, monday))
    rooms = tuple(ROOMS_OF(keys=[reservation for reservation, *_rest in sessions]))
    return part_of_page(("timetable", monday, sessions, rooms), partial(_timetable, monday, sessions, rooms))


def _on_the_sheet(monday: date) -> tuple[Any, ...]:
    starts = {f"day{number}": day_span(monday + number * DAY).start for number in range(8)}
    return tuple(ON_THE_SHEET(keys=FIRST_OF_WEEK(**starts)))


def _timetable(monday: date, sessions: tuple[Any, ...], rooms: tuple[Any, ...]) -> list[TimetableDay]:
    days = [monday + number * DAY for number in range(7)]
    statuses = day_statuses(days)
    names = {reservation: room for reservation, *room in rooms}
    entries: dict[date, list[Entry]] = {each: [] for each in days}
    for reservation, *row in sessions:
        entry = _entry(*row, *names[reservation])
        entries[entry.span.start.date()].append(entry)
    return [
        TimetableDay(each, statuses[each], tuple(entries[each][:MOST_A_DAY]), len(entries[each]) > MOST_A_DAY)
        for each in days
    ]


# Sessions are shorter than this; without such a bound all sessions of earlier years would be read.
LONGEST = DAY


def sessions_during(span: Span) -> QuerySet[ClassSession]:
    """Sessions of open classes that overlap `span`, in order of time."""
    begins = {"starts_at__gt": span.start - LONGEST, "starts_at__lt": span.end}
    found = ClassSession.objects.open().filter(**begins, ends_at__gt=span.start)
    return found.select_related("interest_class", "reservation__room")


BATCH = 25


def _next(after: Given, pk: Given, start: Given, end: Given) -> QuerySet[ClassSession, Any]:
    """A batch of those that overlap a span: what begins later than `after`, or then but with a greater key."""
    following = Q(starts_at__gt=after) | Q(pk__gt=pk)
    found = ClassSession.objects.open().filter(following, starts_at__gte=after, starts_at__lt=end, ends_at__gt=start)
    return found.values_list(*_COLUMNS, *(f"reservation__{name}" for name in _ROOM))[:BATCH]


NEXT = Prepared(_next, after=DateTimeField(), pk=BigIntegerField(), start=DateTimeField(), end=DateTimeField())


def sessions_in_order(span: Span) -> Iterator[Entry]:
    """The same one by one, with what a list says of them; one query per batch that is consumed."""
    after, pk = span.start - LONGEST, 0
    while rows := NEXT(after=after, pk=pk, start=span.start, end=span.end):
        batch = [_entry(*row) for row in rows]
        yield from batch
        if len(batch) < BATCH:
            return
        after, pk = batch[-1].span.start, batch[-1].pk


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
