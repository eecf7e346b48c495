"""Bookings that repeat weekly, made by staff for a group."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import DomainError
from community.models import User
from community.ranges import Span
from rooms.models import BookingSeries, Room
from rooms.rules.availability import Alternative, alternatives, free_places, held_span, places_held
from rooms.rules.bookings import check_span
from rooms.rules.hours import DayStatus, day_statuses
from rooms.services import ledger
from rooms.services.bookings import book_room
from rooms.services.common import lock_user, works_desk

WEEK = timedelta(weeks=1)
MOST_SESSIONS = 53


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One week of a plan: `problem` says why it cannot be, with the nearest free choice.

    `skipped`: the day is a holiday, so the group does not meet.
    """

    span: Span
    problem: str = ""
    alternative: Alternative | None = None
    skipped: bool = False


def plan_series(*, room: Room, first: Span, until: date, by: User, party_size: int = 1) -> list[PlannedSession]:
    """What a weekly booking from `first` to the date `until` would meet; writes nothing.

    Raises not_yours, end_before_start, and too_many beyond 53 weeks.
    """
    if not works_desk(by):
        raise DomainError("not_yours", _("Only staff can make repeating bookings."))
    if first.end <= first.start or until < timezone.localdate(first.start):
        raise DomainError("end_before_start", _("The end must be after the start."))
    count = (until - timezone.localdate(first.start)) // WEEK + 1
    if count > MOST_SESSIONS:
        raise DomainError("too_many", _("At most %(count)d weeks at a time.") % {"count": MOST_SESSIONS})
    spans = [Span(first.start + week * WEEK, first.end + week * WEEK) for week in range(count)]
    statuses = day_statuses(timezone.localdate(span.start) for span in spans)
    return [_planned(room, span, party_size, statuses[timezone.localdate(span.start)]) for span in spans]


def _planned(room: Room, span: Span, party_size: int, status: DayStatus) -> PlannedSession:
    if status.nature in ("holiday", "closed"):
        return PlannedSession(span, status.name or _("Holiday"), skipped=True)
    try:
        check_span(room, span, desk=True, now=timezone.now())
    except DomainError as error:
        return PlannedSession(span, error.message, _nearest(room, span, party_size))
    if free_places(room, held_span(room, span)) < (places_held(room, party_size) or room.capacity):
        return PlannedSession(span, _("This time is taken already."), _nearest(room, span, party_size))
    return PlannedSession(span)


def _nearest(room: Room, span: Span, party_size: int) -> Alternative | None:
    return next(iter(alternatives(room, span, party_size, limit=1)), None)


def book_series(
    *,
    choices: list[Alternative],
    until: date,
    by: User,
    user: User | None = None,
    contact_name: str = "",
    contact_phone: str = "",
    party_size: int = 1,
    purpose: str = "",
) -> BookingSeries:
    """Book every chosen room and time, all or none.

    Raises not_yours, nothing_chosen, too_many, and what `book_room` raises, with the
    `span` in question in the details.
    """
    if not works_desk(by):
        raise DomainError("not_yours", _("Only staff can make repeating bookings."))
    if not choices:
        raise DomainError("nothing_chosen", _("Choose at least one date."))
    if len(choices) > MOST_SESSIONS:
        raise DomainError("too_many", _("At most %(count)d weeks at a time.") % {"count": MOST_SESSIONS})
    with transaction.atomic():
        lock_user(user)
        ledger.lock_rooms([choice.room for choice in choices])
        series = BookingSeries.objects.create(purpose=purpose, until=until, created_by=by)
        for choice in choices:
            try:
                book_room(
                    room=choice.room,
                    span=choice.span,
                    by=by,
                    user=user,
                    contact_name=contact_name,
                    contact_phone=contact_phone,
                    party_size=party_size,
                    purpose=purpose,
                    with_guardian=True,
                    series=series,
                )
            except DomainError as error:
                error.details["span"] = choice.span
                raise
    return series
