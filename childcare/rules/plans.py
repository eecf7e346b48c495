"""When the room is available for a session, and what is in the way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from childcare.models import CarePattern, CareSession
from community.errors import Conflict, Invalid
from community.ranges import DAY, Span, at, monday_of
from rooms.models import Room
from rooms.rules.availability import peak
from rooms.rules.diary import Diary

WEEKS_AHEAD = 4
LONGEST = timedelta(hours=14)


def held_span(span: Span) -> Span:
    """The time that a session holds the room, including half an hour for handing over."""
    return Span(span.start, span.end + CareSession.HAND_OVER)


def check_span(span: Span) -> None:
    """Raise end_before_start, past for a session that is over already, or too_long."""
    if span.end <= span.start:
        raise Invalid("end_before_start", _("The end must be after the start."))
    if span.end <= timezone.now():
        raise Invalid("past", _("This time is already over."))
    if span.duration > LONGEST:
        raise Invalid("too_long", _("A session lasts at most 14 hours."))


def check_places(room: Room, places: int) -> None:
    """Raise room_too_small if the room has fewer than `places`, or for none."""
    if not 1 <= places <= room.capacity:
        words = ngettext("This room has %(places)d place.", "This room has %(places)d places.", room.capacity)
        raise Invalid("room_too_small", words % {"places": room.capacity})


def check_open(diary: Diary, room: Room, span: Span) -> None:
    """Raise room_closed unless the room is open for the whole session."""
    if diary.open_around(room, span) is None or diary.closure(room, span) is not None:
        raise Conflict("room_closed", _("The room is not open at that time."))


@dataclass(frozen=True, slots=True)
class PlannedCare:
    """One day of a weekly opening, or why there is no session."""

    day: date
    span: Span
    skipped: str = ""
    provisional: bool = False


def plan(pattern: CarePattern, days: Iterable[date]) -> list[PlannedCare]:
    """The sessions of a weekly opening on these days; skipped ones have a reason. Four queries."""
    wanted = [day for day in days if _is_meant(pattern, day)]
    diary = Diary([pattern.room], wanted)
    return [_planned(pattern, day, diary) for day in wanted]


def _is_meant(pattern: CarePattern, day: date) -> bool:
    in_time = pattern.first_day <= day and (pattern.last_day is None or day <= pattern.last_day)
    return in_time and day.weekday() in pattern.weekdays


def _planned(pattern: CarePattern, day: date, diary: Diary) -> PlannedCare:
    span = Span(at(day, pattern.starts), at(day, pattern.ends))
    status = diary.statuses[day]
    skipped = ""
    if status.is_off:
        skipped = status.name or _("Holiday")
    elif diary.open_around(pattern.room, span) is None or diary.closure(pattern.room, span) is not None:
        skipped = _("The room is not open at that time.")
    elif free_places(diary, pattern.room, span) < pattern.places:
        skipped = diary.why_taken(pattern.room, held_span(span))
    return PlannedCare(day, span, skipped, status.provisional)


def free_places(diary: Diary, room: Room, span: Span) -> int:
    """The places that are free throughout a session and the half hour after it."""
    held = held_span(span)
    return max(room.capacity - peak(diary.in_the_way(room, held), held), 0)


def horizon(today: date) -> list[date]:
    """The days for which sessions are generated: from today to the Sunday in four weeks."""
    last = monday_of(today) + timedelta(weeks=WEEKS_AHEAD + 1) - DAY
    return [today + number * DAY for number in range((last - today).days + 1)]
