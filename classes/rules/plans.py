"""From a weekly rule to sessions: which weeks meet, and why others do not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import InterestClass
from community.errors import DomainError
from community.ranges import DAY, Span, at, day_span
from rooms.models import Booking, Reservation, Room
from rooms.rules.availability import held_span
from rooms.rules.hours import day_statuses, opening_spans

MOST_SESSIONS = 120  # more than two years of weeks; what is beyond is a slip of the pen


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One week of a plan: `skipped` says why it does not meet; `displaced` are the bookings in its way.

    `is_provisional`: the holidays of its year are not published yet, so it may turn out to be one.
    """

    span: Span
    skipped: str = ""
    displaced: tuple[Booking, ...] = ()
    is_provisional: bool = False

    @property
    def is_clear(self) -> bool:
        """Whether it meets, and nobody has to give way."""
        return not self.skipped and not self.displaced


class Diary:
    """When some rooms are open and held in a stretch of days, read once for any number of plans; five queries."""

    def __init__(self, rooms: Iterable[Room], first_day: date, last_day: date) -> None:
        rooms = list(rooms)
        whole = Span(day_span(first_day).start, day_span(last_day).end)
        days = [first_day + number * DAY for number in range((last_day - first_day).days + 1)]
        self.statuses = day_statuses(days)
        self.opened = opening_spans(rooms, whole, self.statuses)
        self.held: dict[tuple[int, date], list[Reservation]] = defaultdict(list)
        reservations = Reservation.objects.held().during(whole).filter(room__in=rooms)
        for reservation in reservations.select_related("booking", "closure"):
            for day in _days_of(reservation.span):
                self.held[reservation.room_id, day].append(reservation)

    def session(self, room: Room, span: Span) -> PlannedSession:
        """What a session at this time comes to. No query."""
        day = timezone.localdate(span.start)
        status = self.statuses[day]
        taken = held_span(room, span)
        in_the_way = [each for each in self.held[room.pk, day] if each.span.overlaps(taken)]
        other_use = next((each for each in in_the_way if not hasattr(each, "booking")), None)
        if status.is_off:
            return PlannedSession(span, status.name or _("Holiday"))
        if other_use is not None:
            return PlannedSession(span, what(other_use))
        if not any(open_.contains(span) for open_ in self.opened[room.pk]):
            return PlannedSession(span, _("The room is not open then."))
        displaced = tuple(each.booking for each in in_the_way)
        return PlannedSession(span, displaced=displaced, is_provisional=status.provisional)


def _days_of(span: Span) -> Iterator[date]:
    day, last = timezone.localdate(span.start), timezone.localdate(span.end)
    while day <= last:
        yield day
        day += DAY


def what(use: Reservation) -> str:
    """What a use other than a booking is, as staff read it."""
    if hasattr(use, "closure"):
        return use.closure.in_reader_language("reason")
    return use.in_reader_language("label") or use.get_kind_display()


def weekly_spans(*, weekday: int, starts: time, ends: time, first_day: date, last_day: date) -> list[Span]:
    """The weeks of a rule. Raises end_before_start, and too_many beyond 120."""
    if ends <= starts or last_day < first_day:
        raise DomainError("end_before_start", _("The end must be after the start."))
    days = rule_days(weekday, first_day, last_day)
    if len(days) > MOST_SESSIONS:
        raise DomainError("too_many", _("At most %(count)d sessions at a time.") % {"count": MOST_SESSIONS})
    return [Span(at(day, starts), at(day, ends)) for day in days]


def rule_days(weekday: int, first_day: date, last_day: date) -> list[date]:
    """A weekday's dates from a first day to a last, both included."""
    first = first_day + (weekday - first_day.weekday()) % 7 * DAY
    return [first + week * 7 * DAY for week in range((last_day - first) // timedelta(weeks=1) + 1)]


def plan_sessions(
    *, room: Room, weekday: int, starts: time, ends: time, first_day: date, last_day: date
) -> list[PlannedSession]:
    """What a weekly rule comes to: holidays, closed hours, closures and other uses skipped, each with its reason.

    Writes nothing; five queries. Raises end_before_start and too_many.
    """
    spans = weekly_spans(weekday=weekday, starts=starts, ends=ends, first_day=first_day, last_day=last_day)
    if not spans:
        return []
    diary = Diary([room], timezone.localdate(spans[0].start), timezone.localdate(spans[-1].start))
    return [diary.session(room, span) for span in spans]


def plan_of(new: InterestClass) -> list[PlannedSession]:
    """What the weekly rule of a class comes to; see `plan_sessions`."""
    return plan_sessions(
        room=new.room,
        weekday=new.weekday,
        starts=new.starts,
        ends=new.ends,
        first_day=new.first_day,
        last_day=new.last_day,
    )


def check_span(span: Span) -> None:
    """Raise end_before_start, and past for a time that has begun."""
    if span.end <= span.start:
        raise DomainError("end_before_start", _("The end must be after the start."))
    if span.start <= timezone.now():
        raise DomainError("past", _("This time is over already."))


def check_room(room: Room, seats: int) -> None:
    """Raise room_too_small for more seats than a room has places, or for none."""
    if not 1 <= seats <= room.capacity:
        raise DomainError("room_too_small", _("This room has %(places)d places.") % {"places": room.capacity})
