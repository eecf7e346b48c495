"""The rules for bookings; every violation is a `DomainError` with its own code.

The services check them after taking their locks, so that what was checked still holds when it is written. The ledger
checks the capacity itself.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.enums import DayNature
from community.errors import Invalid
from community.models import User
from community.ranges import Span, age_on
from community.templatetags.dates import minutes
from rooms.models import Room
from rooms.rules.availability import earliest_start, last_day
from rooms.rules.diary import Diary, days_of


def check_span(
    room: Room, span: Span, *, desk: bool, now: datetime, started: bool = False, diary: Diary | None = None
) -> Diary:
    """Check that a room can be booked for a span; returns the diary that was used.

    With `desk`, staff book for someone, and the limits on how early and how late to book do not apply. With
    `started`, the span comes from an offer and may have begun. Callers that check many spans pass a `diary` of their
    days; otherwise it takes two queries.

    Raises walk_in_only, end_before_start, past, too_early, too_late, too_short, too_long, outside_hours, off_grid,
    closed.
    """
    if not room.is_bookable:
        raise Invalid("walk_in_only", _("This room cannot be booked; just walk in."))
    if span.end <= span.start:
        raise Invalid("end_before_start", _("The end must be after the start."))
    if span.start < now and not started:
        raise Invalid("past", _("This time is already over."))
    if not desk:
        _check_notice(room, span, now=now, started=started)
    _check_length(room, span, started=started)
    # A span of several days is too long already.
    diary = diary or Diary([room], days_of(span), owners=False)
    _check_hours(room, span, diary, started=started)
    _check_closures(room, span, diary)
    return diary


def _check_notice(room: Room, span: Span, *, now: datetime, started: bool) -> None:
    if timezone.localdate(span.start) > last_day(room, now):
        raise Invalid(
            "too_early",
            ngettext(
                "This room can be booked one day ahead.",
                "This room can be booked up to %(days)d days ahead.",
                room.advance_days,
            )
            % {"days": room.advance_days},
        )
    if not started and span.start < earliest_start(room, now):
        raise Invalid(
            "too_late",
            _("This room must be booked at least %(minutes)s before the start.")
            % {"minutes": minutes(room.notice_minutes)},
        )


def _check_length(room: Room, span: Span, *, started: bool) -> None:
    length = span.duration / timedelta(minutes=1)
    if length < room.min_minutes and not started:
        raise Invalid("too_short", _("The shortest stay here is %(minutes)s.") % {"minutes": minutes(room.min_minutes)})
    if length > room.max_minutes:
        raise Invalid("too_long", _("The longest stay here is %(minutes)s.") % {"minutes": minutes(room.max_minutes)})


def _check_hours(room: Room, span: Span, diary: Diary, *, started: bool) -> None:
    around = diary.open_around(room, span)
    if around is None:
        status = diary.statuses[timezone.localdate(span.start)]
        message = _("The room is closed at this time.")
        if status.nature == DayNature.HOLIDAY and status.name:
            message = _("The room is closed at this time: %(holiday)s.") % {"holiday": status.name}
        raise Invalid("outside_hours", message, day_status=status)
    if started:
        return
    if (span.start - around.start) % room.slot or span.duration % room.slot:
        raise Invalid(
            "off_grid",
            _("Start and end must lie on the room's steps of %(minutes)s.") % {"minutes": minutes(room.slot_minutes)},
        )


def _check_closures(room: Room, span: Span, diary: Diary) -> None:
    closure = diary.closure(room, span)
    if closure is not None:
        raise Invalid(
            "closed", _("The room is closed then: %(reason)s") % {"reason": closure.in_reader_language("reason")}
        )


def too_many_people(room: Room) -> Invalid:
    """The refusal over_capacity, for a party that the room does not take."""
    words = ngettext("This room takes %(places)d person.", "This room takes 1 to %(places)d people.", room.capacity)
    return Invalid("over_capacity", words % {"places": room.capacity})


def check_party(room: Room, *, party_size: int, user: User | None, with_guardian: bool, day: date) -> None:
    """Check that a party may use the room.

    Raises over_capacity, too_young, guardian_needed.
    """
    if not 1 <= party_size <= room.capacity:
        raise too_many_people(room)
    age = _age(user, day)
    if age is not None and age < room.minimum_age:
        raise Invalid("too_young", _("This room is for ages %(age)d and over.") % {"age": room.minimum_age})
    if user is not None and not with_guardian and (age is None or age < room.guardian_below) and room.guardian_below:
        raise Invalid(
            "guardian_needed",
            _("Children under %(age)d need a guardian with them. Please tick that one comes along.")
            % {"age": room.guardian_below},
        )


def _age(user: User | None, day: date) -> int | None:
    """The age in full years on `day`, or None if the date of birth is unknown."""
    return None if user is None or user.birth_date is None else age_on(user.birth_date, day)
