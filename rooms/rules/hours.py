"""When rooms are open: weekday hours, the kinds of day (`community.days`), and staff's exceptions for one room.

A statutory holiday follows the room's holiday rule; a weekend day swapped into a
working day (调休) has Monday's hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, time

from django.utils import timezone
from django.utils.translation import get_language

from community.days import DayStatus, day_statuses
from community.enums import Weekday
from community.ranges import DAY, Span, at
from community.versions import remembered
from rooms.models import OpeningSpan, Room, SpecialHours


def opening_spans(rooms: Iterable[Room], span: Span) -> dict[int, list[Span]]:
    """The opening periods of each room by primary key, clipped to `span`; one query while hours are cached."""
    rooms = list(rooms)
    days = list(_days(span))
    _statuses, opened = known_hours(rooms, days)
    return {
        room.pk: [
            Span(max(open_.start, span.start), min(open_.end, span.end))
            for day in days
            for open_ in opened[room.pk, day]
            if open_.overlaps(span)
        ]
        for room in rooms
    }


def opening_on(rooms: list[Room], statuses: Mapping[date, DayStatus]) -> dict[tuple[int, date], list[Span]]:
    """The opening periods of each room by primary key, on each day whose status is given; two queries."""
    weekly: dict[tuple[int, int], list[OpeningSpan]] = defaultdict(list)
    # A holiday may follow Sunday's hours, a swapped workday follows Monday's.
    followed = {Weekday.MONDAY, Weekday.SUNDAY, *(day.weekday() for day in statuses)}
    for opening in OpeningSpan.objects.filter(room__in=rooms, weekday__in=followed):
        weekly[opening.room_id, opening.weekday].append(opening)
    special: dict[tuple[int, date], list[SpecialHours]] = defaultdict(list)
    for hours in SpecialHours.objects.filter(room__in=rooms, date__in=list(statuses)):
        special[hours.room_id, hours.date].append(hours)
    return {
        (room.pk, day): _merged(_hours_of_day(room, status, weekly, special))
        for room in rooms
        for day, status in statuses.items()
    }


def known_hours(
    rooms: Iterable[Room], days: Iterable[date]
) -> tuple[dict[date, DayStatus], dict[tuple[int, date], list[Span]]]:
    """The kind of each day and the opening periods on it; one query while hours and days are cached."""
    rooms, days = list(rooms), list(days)

    def read() -> tuple[dict[date, DayStatus], dict[tuple[int, date], list[Span]]]:
        statuses = day_statuses(days)
        return statuses, opening_on(rooms, statuses)

    asked = tuple((room.pk, room.holiday_rule) for room in rooms)
    return remembered(("hours", asked, tuple(days), get_language()), read)


def _days(span: Span) -> Iterable[date]:
    day = timezone.localdate(span.start)
    while at(day, time.min) < span.end:
        yield day
        day += DAY


def _hours_of_day(
    room: Room,
    status: DayStatus,
    weekly: Mapping[tuple[int, int], list[OpeningSpan]],
    special: Mapping[tuple[int, date], list[SpecialHours]],
) -> list[Span]:
    if (room.pk, status.date) in special:
        hours = special[room.pk, status.date]
        return [Span(at(status.date, h.opens), at(status.date, h.closes)) for h in hours if h.opens and h.closes]
    weekday = _weekday_followed(room, status)
    if weekday is None:
        return []
    return [Span(at(status.date, h.opens), at(status.date, h.closes)) for h in weekly.get((room.pk, weekday), [])]


def _weekday_followed(room: Room, status: DayStatus) -> int | None:
    if status.nature == "closed":
        return None
    if status.nature == "holiday":
        if room.holiday_rule == Room.HolidayRule.CLOSED:
            return None
        if room.holiday_rule == Room.HolidayRule.SUNDAY:
            return Weekday.SUNDAY
    if status.is_swapped_workday:
        return Weekday.MONDAY
    return status.date.weekday()


def _merged(spans: list[Span]) -> list[Span]:
    """Sort spans and merge those that touch or overlap."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
