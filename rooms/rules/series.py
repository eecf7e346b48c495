"""A group's weekly plan: the weeks in which it can have the room, and alternatives for the others."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError, Invalid
from community.ranges import Span
from rooms.models import Room
from rooms.rules.bookings import check_span
from rooms.rules.diary import Diary, PlannedSession, weekly_spans
from rooms.rules.nearest import Alternative, nearest_free

MOST_SESSIONS = 53


@dataclass(frozen=True, slots=True)
class PlannedWeek:
    """One week of a series, with the nearest free choice if the room is not available."""

    session: PlannedSession
    alternative: Alternative | None = None


def plan_series(*, room: Room, first: Span, until: date, people: int = 1) -> list[PlannedWeek]:
    """Plan a weekly booking from `first` to the date `until`; writes nothing.

    Holidays are skipped. Four queries, five more if something is in the way. Raises
    end_before_start, and too_many beyond 53 weeks.
    """
    start, end = timezone.localtime(first.start), timezone.localtime(first.end)
    if start.date() != end.date():
        raise Invalid("end_before_start", _("The end must be after the start, on the same day."))
    spans = weekly_spans(
        weekday=start.weekday(),
        starts=start.time(),
        ends=end.time(),
        first_day=start.date(),
        last_day=until,
        most=MOST_SESSIONS,
    )
    diary = Diary([room], (timezone.localdate(span.start) for span in spans))
    sessions = [_session(diary, room, span, people) for span in spans]
    nearest = nearest_free(room, [each.span for each in sessions if each.problem], people, limit=1)
    return [PlannedWeek(each, next(iter(nearest.get(each.span, [])), None)) for each in sessions]


def _session(diary: Diary, room: Room, span: Span, people: int) -> PlannedSession:
    """One week of a group's plan, which displaces nobody."""
    session = replace(diary.session(room, span), problem="", displaced=())
    if session.day_off:
        return session
    try:
        check_span(room, span, desk=True, now=timezone.now(), diary=diary)
    except DomainError as error:
        return replace(session, problem=error.message)
    if not diary.takes(room, span, people):
        return replace(session, problem=diary.why_taken(room, span))
    return replace(session, is_provisional=diary.statuses[timezone.localdate(span.start)].provisional)
