"""The rules that a booking must keep; each breach is a `DomainError` of its own code.

The services run them after taking their locks, so that what was checked still holds
when it is written. Capacity itself is the ledger's business.
"""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from community.errors import DomainError
from community.models import User
from community.ranges import Span, age_on
from rooms.models import Closure, Reservation, Room
from rooms.rules.availability import earliest_start, last_day
from rooms.rules.hours import day_status, opening_spans


def check_span(room: Room, span: Span, *, desk: bool, now: datetime, started: bool = False) -> None:
    """Refuse a span that this room cannot be booked for at all.

    `desk`: staff book for someone, so how far ahead and how late do not bind.
    `started`: the span comes from an offer and may have begun.

    Raises walk_in_only, end_before_start, past, too_early, too_late, too_short,
    too_long, outside_hours, off_grid, closed.
    """
    if not room.is_bookable:
        raise DomainError("walk_in_only", _("This room cannot be booked; just walk in."))
    if span.end <= span.start:
        raise DomainError("end_before_start", _("The end must be after the start."))
    if span.start < now and not started:
        raise DomainError("past", _("This time is over already."))
    if not desk:
        _check_notice(room, span, now=now, started=started)
    _check_length(room, span, started=started)
    _check_hours(room, span, started=started)
    _check_closures(room, span)


def _check_notice(room: Room, span: Span, *, now: datetime, started: bool) -> None:
    if timezone.localdate(span.start) > last_day(room, now):
        raise DomainError(
            "too_early",
            ngettext(
                "This room can be booked one day ahead.",
                "This room can be booked up to %(days)d days ahead.",
                room.advance_days,
            )
            % {"days": room.advance_days},
        )
    if not started and span.start < earliest_start(room, now):
        raise DomainError(
            "too_late",
            _("This room must be booked at least %(minutes)d minutes before the start.")
            % {"minutes": room.notice_minutes},
        )


def _check_length(room: Room, span: Span, *, started: bool) -> None:
    minutes = span.duration / timedelta(minutes=1)
    if minutes < room.min_minutes and not started:
        raise DomainError(
            "too_short", _("The shortest stay here is %(minutes)d minutes.") % {"minutes": room.min_minutes}
        )
    if minutes > room.max_minutes:
        raise DomainError(
            "too_long", _("The longest stay here is %(minutes)d minutes.") % {"minutes": room.max_minutes}
        )


def _check_hours(room: Room, span: Span, *, started: bool) -> None:
    # A span of several days is too long already; hours are asked for its first day and the next.
    opened = opening_spans([room], Span(span.start - timedelta(days=1), span.end + timedelta(days=1)))[room.pk]
    around = next((open_ for open_ in opened if open_.contains(span)), None)
    if around is None:
        status = day_status(timezone.localdate(span.start))
        message = _("The room is closed at this time.")
        if status.nature == "holiday" and status.name:
            message = _("The room is closed at this time: %(holiday)s.") % {"holiday": status.name}
        raise DomainError("outside_hours", message, day_status=status)
    if started:
        return
    if (span.start - around.start) % room.slot or span.duration % room.slot:
        raise DomainError(
            "off_grid",
            _("Start and end must lie on the room's steps of %(minutes)d minutes.") % {"minutes": room.slot_minutes},
        )


def _check_closures(room: Room, span: Span) -> None:
    closure = Closure.objects.filter(
        reservation__in=Reservation.objects.held().during(span).filter(room=room, kind=Reservation.Kind.CLOSURE)
    ).first()
    if closure is not None:
        raise DomainError(
            "closed", _("The room is closed then: %(reason)s") % {"reason": closure.in_reader_language("reason")}
        )


def check_party(room: Room, *, party_size: int, user: User | None, with_guardian: bool, day: date) -> None:
    """Refuse a party that the room cannot take in.

    Raises over_capacity, too_young, guardian_needed.
    """
    if not 1 <= party_size <= room.capacity:
        raise DomainError("over_capacity", _("This room takes 1 to %(places)d people.") % {"places": room.capacity})
    age = _age(user, day)
    if age is not None and age < room.minimum_age:
        raise DomainError("too_young", _("This room is for ages %(age)d and over.") % {"age": room.minimum_age})
    if user is not None and not with_guardian and (age is None or age < room.guardian_below) and room.guardian_below:
        raise DomainError(
            "guardian_needed",
            _("Children under %(age)d need a guardian with them. Please tick that one comes along.")
            % {"age": room.guardian_below},
        )


def _age(user: User | None, day: date) -> int | None:
    """Full years on `day`, where the date of birth is known."""
    return None if user is None or user.birth_date is None else age_on(user.birth_date, day)
