"""Classes, their sessions and seats, for pages and other apps."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from classes.rules import plans
from classes.rules.seats import free_in_sessions, takes_guests
from community.days import day_statuses, is_published
from community.models import User
from community.ranges import Span, at, monday_of, today
from rooms.models import Room
from rooms.rules.diary import rule_days


@dataclass(frozen=True, slots=True)
class Week:
    """One week of a class: its session, or the reason why it is skipped."""

    span: Span
    is_held: bool
    reason: str


SESSIONS_SHOWN = 12


@dataclass(frozen=True, slots=True)
class ShownSession:
    """An upcoming session; `elsewhere` is its room if it is not the class's own.

    `free_seats` is positive if a guest may come to this session. With `is_provisional`, the holidays of its year are
    not published yet.
    """

    session: ClassSession
    elsewhere: Room | None
    free_seats: int
    is_provisional: bool

    @property
    def day(self) -> date:
        return timezone.localdate(self.session.starts_at)


@dataclass(frozen=True, slots=True)
class WeekOff:
    """A day on which the class does not meet against its rule; `reason` is the holiday, or empty."""

    day: date
    reason: str


def sessions_shown(shown: InterestClass) -> list[ShownSession | WeekOff]:
    """The next sessions of a class that was read `with_seats`, and the weeks between them without one.

    Includes cancelled ones. Up to five queries.
    """
    ahead = ClassSession.objects.filter(interest_class=shown, ends_at__gt=timezone.now())
    sessions = list(ahead.annotate(room_id=F("reservation__room"))[: SESSIONS_SHOWN + 1])
    is_all, sessions = len(sessions) <= SESSIONS_SHOWN, sessions[:SESSIONS_SHOWN]
    others = {session.room_id for session in sessions} - {shown.room_id}
    rooms = Room.objects.in_bulk(others) if others else {}
    free = free_in_sessions(shown, [session.pk for session in sessions if takes_guests(session)])
    provisional = _provisional({timezone.localdate(session.starts_at) for session in sessions})
    lines: list[ShownSession | WeekOff] = [
        ShownSession(
            session,
            rooms.get(session.room_id),
            free.get(session.pk, 0),
            timezone.localdate(session.starts_at) in provisional,
        )
        for session in sessions
    ]
    return sorted([*lines, *weeks_off(shown, sessions, is_all=is_all)], key=lambda line: line.day)


def weeks_off(shown: InterestClass, sessions: Sequence[ClassSession], *, is_all: bool) -> list[WeekOff]:
    """Upcoming days on which a class would meet by its rule, but has no session that week.

    `sessions` are the next ones; unless they are all, days after the last of them are not considered. At most one
    query, none if every week has a session.
    """
    held = [timezone.localdate(session.starts_at) for session in sessions]
    if not held:
        return []
    now = timezone.now()
    last = shown.last_day if is_all else held[-1]
    weeks = {monday_of(day) for day in held}
    days = [
        day
        for day in rule_days(shown.weekday, max(shown.first_day, today()), last)
        if monday_of(day) not in weeks and at(day, shown.starts) > now
    ]
    if not days:
        return []
    statuses = day_statuses(days)
    return [WeekOff(day, statuses[day].name if statuses[day].is_off else "") for day in days]


def _provisional(days: set[date]) -> set[date]:
    """Those of the days whose holidays are not published yet; no query if all years are."""
    if all(is_published(day) for day in days):
        return set()
    return {day for day, status in day_statuses(days).items() if status.provisional}


def guest_seats_of(user: User) -> list[Attendance]:
    """Upcoming single sessions in which a user, or a child in their care, has a guest seat; one query."""
    found = Attendance.objects.filter(
        user=user, enrolment=None, mark=Attendance.Mark.EXPECTED, session__starts_at__gt=timezone.now()
    )
    return list(found.select_related("session__interest_class", "child", "user").order_by("session__starts_at"))


def seats_around(user: User, shown: InterestClass) -> tuple[list[Enrolment], list[InterestClass]]:
    """A user's seats in a class, and their other classes at the same time, for a warning; one query."""
    same_time = Q(
        interest_class__weekday=shown.weekday,
        interest_class__starts__lt=shown.ends,
        interest_class__ends__gt=shown.starts,
        interest_class__first_day__lte=shown.last_day,
        interest_class__last_day__gte=shown.first_day,
    )
    seats = Enrolment.objects.active().of(user).filter(Q(interest_class=shown) | same_time)
    mine, others = [], []
    # Only the columns that the page shows, because these tables are wide.
    shown_of = ("state", "user_id", "child__name", "interest_class__name", "interest_class__name_en")
    for seat in seats.select_related("child", "interest_class").only(*shown_of):
        if seat.interest_class_id != shown.pk:
            others.append(seat.interest_class)
            continue
        seat.user = user  # known already
        mine.append(seat)
    return mine, list(dict.fromkeys(others))


def weeks_of(interest_class: InterestClass) -> list[Week]:
    """Every week of a class's rule, with its session or the reason why there is none; six queries."""
    sessions = {session.starts_at: session for session in interest_class.sessions.all()}
    weeks = []
    for planned in plans.plan_of(interest_class):
        session = sessions.get(planned.span.start)
        is_held = session is not None and session.cancelled_at is None
        reason = session.reason if session is not None else planned.skipped or _("A booking was in the way.")
        weeks.append(Week(planned.span, is_held, "" if is_held else reason))
    return weeks


def sessions_on_days_off() -> list[ClassSession]:
    """Upcoming sessions on days that have become holidays since they were planned; two queries.

    Caused by a new year's arrangement of the State Council, or by staff's own calendar. One more query if there are
    any.
    """
    ahead = ClassSession.objects.ahead(timezone.now())
    days = {key: timezone.localdate(start) for key, start in ahead.order_by().values_list("pk", "starts_at")}
    statuses = day_statuses(set(days.values()))
    off = [key for key, day in days.items() if statuses[day].is_off]
    return list(ahead.filter(pk__in=off).select_related("interest_class")) if off else []
