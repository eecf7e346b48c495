"""Attendance: the list of a session, the record of a member, the history of a class."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.utils import timezone

from classes.enums import EnrolmentState, Mark
from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from classes.selectors.classes import WeekOff, weeks_off
from community.models import User
from community.ranges import day_span, today

OVER_SHOWN = 10


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A person on a session's list: a member, or a guest with `guest`; `mark` is empty until it is known."""

    name: str
    mark: str
    enrolment: Enrolment | None = None
    guest: Attendance | None = None
    allows_photos: bool = True

    @property
    def marks(self) -> list[tuple[Mark, bool]]:
        """The marks to tap, and whether each is set."""
        return [(mark, mark == self.mark) for mark in Mark.given()]

    @property
    def is_excused(self) -> bool:
        return self.mark == Mark.EXCUSED

    @property
    def is_walk_in(self) -> bool:
        return self.guest is not None and bool(self.guest.name)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The list of one session."""

    lines: list[SheetLine]
    away: list[str]
    came: int
    confirmed: int

    @property
    def expected(self) -> int:
        return len(self.lines)


def sheet_of(session: ClassSession) -> Sheet:
    """Members in the order of their seats, then guests; two queries."""
    seats = Enrolment.objects.seated().filter(interest_class=session.interest_class_id)
    members = list(seats.select_related("user", "child", "resident").order_by("place", "pk"))
    rows = list(Attendance.objects.filter(session=session).select_related("user", "child").order_by("pk"))
    own = {row.enrolment_id: row for row in rows if row.enrolment_id}
    lines, away = [], []
    for member in members:
        row = own.get(member.pk)
        if row is not None and row.mark == Mark.EXCUSED:
            away.append(member.person)
        mark = row.mark if row is not None and row.is_marked else ""
        lines.append(SheetLine(member.person, mark, enrolment=member, allows_photos=member.allows_photos))
    for row in rows:
        if row.enrolment_id is None and row.mark != Mark.EXCUSED:
            lines.append(SheetLine(row.person, row.mark if row.is_marked else "", guest=row))
    came = sum(line.mark in Mark.came() for line in lines)
    return Sheet(lines, away, came, sum(row.confirmed_at is not None for row in rows))


def sessions_taught(user: User) -> tuple[list[ClassSession], list[ClassSession]]:
    """The sessions that a user teaches: upcoming ones from today, and the latest past ones, each with attendance
    `here`.

    Staff who may mark any class's list see all of today's. Two queries, and two for the permissions of staff.
    """
    taught = Q(interest_class__teacher=user)
    if user.is_staff and user.has_perm("classes.change_classsession"):
        span = day_span(today())
        taught |= Q(starts_at__gte=span.start, starts_at__lt=span.end)
    mine = ClassSession.objects.held().filter(taught).select_related("interest_class", "reservation__room")
    now = timezone.now()
    ahead = list(mine.filter(ends_at__gt=now)[: 2 * OVER_SHOWN])
    here = Count("attendances", filter=Q(attendances__mark__in=Mark.came()))
    over = list(mine.filter(ends_at__lte=now).annotate(here=here).order_by("-starts_at")[:OVER_SHOWN])
    done_today = [each for each in over if timezone.localdate(each.starts_at) == today()]
    return [*reversed(done_today), *ahead], [each for each in over if each not in done_today]


@dataclass(frozen=True, slots=True)
class AheadSession:
    """An upcoming session; `is_away` if the member is excused."""

    session: ClassSession
    is_away: bool

    @property
    def day(self) -> date:
        return timezone.localdate(self.session.starts_at)


@dataclass(frozen=True, slots=True)
class Record:
    """A member's sessions: upcoming ones with excuses, and past ones with marks.

    Upcoming weeks without a session are listed between them.
    """

    ahead: list[AheadSession | WeekOff]
    over: list[tuple[ClassSession, Attendance | None]]
    came: int
    minutes: int

    @property
    def is_marked(self) -> bool:
        """Whether anyone's attendance of a past session was marked yet."""
        return any(row is not None and row.is_marked for _session, row in self.over)


def record_of(seat: Enrolment) -> Record:
    """The content of a member's own page; two queries, three if an upcoming week has no session."""
    sessions = list(ClassSession.objects.held().filter(interest_class=seat.interest_class_id))
    rows = {row.session_id: row for row in seat.attendances.all()}
    now = timezone.now()
    to_come = [each for each in sessions if each.starts_at > now]
    away = {row.session_id for row in rows.values() if row.mark == Mark.EXCUSED}
    lines: list[AheadSession | WeekOff] = [AheadSession(each, each.pk in away) for each in to_come]
    ahead = sorted([*lines, *weeks_off(seat.interest_class, to_come, is_all=True)], key=lambda line: line.day)
    over = [(each, rows.get(each.pk)) for each in reversed(sessions) if each.starts_at <= now]
    came = sum(row is not None and row.mark in Mark.came() for _session, row in over)
    return Record(ahead, over, came, sum(row.minutes or 0 for row in rows.values() if row.confirmed_at))


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One member's marks, session by session, and how often they came."""

    name: str
    marks: list[Attendance | None]
    came: int


@dataclass(frozen=True, slots=True)
class History:
    """Attendance of all sessions of a class that has begun."""

    sessions: list[ClassSession]
    lines: list[HistoryLine]
    totals: list[int]


def attendance_of(interest_class: InterestClass) -> History:
    """Everybody who has or had a seat; guests are only in the totals. Three queries."""
    sessions = list(ClassSession.objects.held().filter(interest_class=interest_class, starts_at__lte=timezone.now()))
    rows: dict[int, dict[int, Attendance]] = defaultdict(dict)
    totals: Counter[int] = Counter()
    for row in Attendance.objects.filter(session__in=sessions):
        if row.enrolment_id:
            rows[row.enrolment_id][row.session_id] = row
        totals[row.session_id] += row.mark in Mark.came()
    members = Enrolment.objects.filter(interest_class=interest_class).select_related("user", "child", "resident")
    lines = []
    for member in members.order_by("place", "pk"):
        own = rows.get(member.pk, {})
        if own or member.state == EnrolmentState.ENROLLED:
            marks = [own.get(each.pk) for each in sessions]
            lines.append(HistoryLine(member.person, marks, sum(m is not None and m.mark in Mark.came() for m in marks)))
    return History(sessions, lines, [totals[each.pk] for each in sessions])
