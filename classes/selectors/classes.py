"""Classes, their weeks and their seats, as pages and other apps read them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from classes.rules import plans
from classes.rules.seats import Seats, figures_of, free_in_sessions, takes_guests
from community.models import User
from community.ranges import Span
from rooms.hours import day_statuses, is_published
from rooms.models import Room, Weekday


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in a list, when it meets next, and its seats."""

    interest_class: InterestClass
    next_start: datetime | None
    seats: Seats

    @property
    def weekday(self) -> str:
        return str(Weekday(self.interest_class.weekday).label)


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a class: held, or skipped and why."""

    span: Span
    is_held: bool
    reason: str


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """What a reader looks for; None is no wish. `part` is morning, afternoon or evening."""

    weekday: int | None = None
    part: str = ""
    age: int | None = None
    has_seats: bool = False


DAYS_OFF = ("holiday", "closed")
PARTS = {"morning": (time(0), time(12)), "afternoon": (time(12), time(18)), "evening": (time(18), time(23, 59))}


PER_PAGE = 9
MOST = 10 * PER_PAGE


def class_list(wanted: ClassFilter = ClassFilter(), number: str | None = None) -> "Page[ClassLine]":
    """A page of the classes with a session to come that fit, by weekday and time.

    Looks at the first 90 that fit; whoever has more narrows them down. Three queries,
    four with `has_seats`.
    """
    found = InterestClass.objects.running(timezone.now())
    if wanted.weekday is not None:
        found = found.filter(weekday=wanted.weekday)
    if wanted.part in PARTS:
        first, last = PARTS[wanted.part]
        found = found.filter(starts__gte=first, starts__lt=last)
    if wanted.age is not None:
        found = found.filter(minimum_age__lte=wanted.age, maximum_age__gte=wanted.age)
    line_up = list(found.values_list("pk", flat=True)[:MOST])
    if wanted.has_seats:
        figures = figures_of(line_up)
        line_up = [pk for pk in line_up if figures[pk].seats.free]
    page: Page = Paginator(line_up, PER_PAGE).get_page(number)
    page.object_list = _lines(InterestClass.objects.filter(pk__in=page.object_list).select_related("room__kind"))
    return page


def classes_of(user: User) -> list[tuple[ClassLine, list[Enrolment]]]:
    """A user's classes and those of children in the user's care, running ones first; three queries."""
    mine: dict[int, list[Enrolment]] = defaultdict(list)
    for each in Enrolment.objects.active().of(user).select_related("child"):
        mine[each.interest_class_id].append(each)
    classes = InterestClass.objects.filter(pk__in=mine).select_related("room__kind")
    lines = sorted(_lines(classes), key=lambda line: line.next_start is None)
    return [(line, mine[line.interest_class.pk]) for line in lines]


def _lines(classes: Iterable[InterestClass]) -> list[ClassLine]:
    classes = list(classes)
    figures = figures_of(each.pk for each in classes) if classes else {}
    return [ClassLine(each, figures[each.pk].next_start, figures[each.pk].seats) for each in classes]


SESSIONS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ShownSession:
    """A session to come; `elsewhere` is its room where it is not the class's own.

    `free_seats` is more than nought where a guest may come this once; `is_provisional`:
    the holidays of its year are not published yet.
    """

    session: ClassSession
    elsewhere: Room | None
    free_seats: int
    is_provisional: bool


def sessions_shown(shown: InterestClass) -> list[ShownSession]:
    """The next sessions of a class that was read `with_seats`, cancelled ones too; up to four queries."""
    now = timezone.now()
    ahead = ClassSession.objects.filter(interest_class=shown, ends_at__gt=now)
    sessions = list(ahead.annotate(room_id=F("reservation__room"))[:SESSIONS_SHOWN])
    others = {session.room_id for session in sessions} - {shown.room_id}  # type: ignore[attr-defined]
    rooms = Room.objects.in_bulk(others) if others else {}
    free = free_in_sessions(shown, [session.pk for session in sessions if takes_guests(session)])
    provisional = _provisional({timezone.localdate(session.starts_at) for session in sessions})
    return [
        ShownSession(
            session,
            rooms.get(session.room_id),  # type: ignore[attr-defined]
            free.get(session.pk, 0),
            timezone.localdate(session.starts_at) in provisional,
        )
        for session in sessions
    ]


def _provisional(days: set[date]) -> set[date]:
    """Those of these days whose holidays are not known yet; no query where all years are published."""
    if all(is_published(day) for day in days):
        return set()
    return {day for day, status in day_statuses(days).items() if status.provisional}


def guest_seats_of(user: User) -> list[Attendance]:
    """The single sessions to come in which a user, or a child in the user's care, has a seat; one query."""
    found = Attendance.objects.filter(
        user=user, enrolment=None, mark=Attendance.Mark.EXPECTED, session__starts_at__gt=timezone.now()
    )
    return list(found.select_related("session__interest_class", "child", "user").order_by("session__starts_at"))


def seats_around(user: User, shown: InterestClass) -> tuple[list[Enrolment], list[InterestClass]]:
    """A user's seats in a class, and the user's other classes at the same time, a warning only; one query."""
    same_time = Q(
        interest_class__weekday=shown.weekday,
        interest_class__starts__lt=shown.ends,
        interest_class__ends__gt=shown.starts,
        interest_class__first_day__lte=shown.last_day,
        interest_class__last_day__gte=shown.first_day,
    )
    seats = Enrolment.objects.active().of(user).filter(Q(interest_class=shown) | same_time)
    mine, others = [], []
    # What the page shows of them, and no more: these are wide tables.
    shown_of = ("state", "user_id", "child__name", "interest_class__name", "interest_class__name_en")
    for seat in seats.select_related("child", "interest_class").only(*shown_of):
        if seat.interest_class_id != shown.pk:
            others.append(seat.interest_class)
            continue
        seat.user = user  # known already
        mine.append(seat)
    return mine, list(dict.fromkeys(others))


def sessions_during(span: Span) -> list[ClassSession]:
    """Sessions of public classes that share a moment with `span`, in the order of time; one query."""
    return list(
        ClassSession.objects.held()
        .filter(starts_at__lt=span.end, ends_at__gt=span.start, interest_class__state=InterestClass.State.OPEN)
        .select_related("interest_class", "reservation__room")
    )


def weeks_of(interest_class: InterestClass) -> list[Week]:
    """Every week of a class's rule with its session, or the reason why there is none; six queries."""
    sessions = {session.starts_at: session for session in interest_class.sessions.all()}  # type: ignore[attr-defined]
    weeks = []
    for planned in plans.plan_of(interest_class):
        session = sessions.get(planned.span.start)
        is_held = session is not None and session.cancelled_at is None
        reason = session.reason if session is not None else planned.skipped or _("A booking was in the way.")
        weeks.append(Week(planned.span, is_held, "" if is_held else reason))
    return weeks


def sessions_on_days_off() -> list[ClassSession]:
    """Sessions to come on days that have become holidays since they were planned; two queries.

    A new year's arrangement of the State Council, or staff's own calendar, brings them about.
    """
    ahead = list(ClassSession.objects.ahead(timezone.now()).select_related("interest_class"))
    statuses = day_statuses({timezone.localdate(each.starts_at) for each in ahead})
    return [each for each in ahead if statuses[timezone.localdate(each.starts_at)].nature in DAYS_OFF]
