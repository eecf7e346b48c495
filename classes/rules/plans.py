"""Turning a weekly rule into sessions: the weeks that meet, and the reasons why others do not."""

from datetime import date, time

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from classes.models import InterestClass
from community.errors import Invalid
from community.ranges import Span
from rooms.models import Room
from rooms.rules.diary import Diary, PlannedSession, weekly_spans

MOST_SESSIONS = 120  # more than two years of weeks; anything beyond is a typing error


def plan_sessions(
    *, room: Room, weekday: int, starts: time, ends: time, first_day: date, last_day: date
) -> list[PlannedSession]:
    """The sessions of a weekly rule; holidays, closed hours, closures and other uses are skipped, each with its reason.

    Writes nothing; four queries. Raises end_before_start and too_many.
    """
    spans = weekly_spans(
        weekday=weekday, starts=starts, ends=ends, first_day=first_day, last_day=last_day, most=MOST_SESSIONS
    )
    diary = Diary([room], (timezone.localdate(span.start) for span in spans))
    return [diary.session(room, span) for span in spans]


def plan_of(new: InterestClass) -> list[PlannedSession]:
    """The plan of a class's weekly rule; see `plan_sessions`."""
    return plan_sessions(
        room=new.room,
        weekday=new.weekday,
        starts=new.starts,
        ends=new.ends,
        first_day=new.first_day,
        last_day=new.last_day,
    )


def check_span(span: Span) -> None:
    """Raise end_before_start, or past for a time that has begun."""
    if span.end <= span.start:
        raise Invalid("end_before_start", _("The end must be after the start."))
    if span.start <= timezone.now():
        raise Invalid("past", _("This time is already over."))


def check_room(room: Room, seats: int) -> None:
    """Raise room_too_small if a room has fewer places than `seats`, or none at all."""
    if not 1 <= seats <= room.capacity:
        words = ngettext("This room has %(places)d place.", "This room has %(places)d places.", room.capacity)
        raise Invalid("room_too_small", words % {"places": room.capacity})
