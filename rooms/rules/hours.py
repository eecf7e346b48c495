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
from community.versions import one_moment, remembered
from rooms.models import OpeningSpan, Room, SpecialHours

# By the primary key of the room and the weekday, or the date; what is cached is shared.
Weekly = Mapping[tuple[int, int], list[OpeningSpan]]
Special = Mapping[tuple[int, date], list[SpecialHours]]


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


def known_hours(
    rooms: Iterable[Room], days: Iterable[date]
) -> tuple[dict[date, DayStatus], dict[tuple[int, date], list[Span]]]:
    """The kind of each day, and the opening periods of each room by primary key on it; one query while hours and days
    are cached.
    """
    rooms, days = list(rooms), list(days)

    def read() -> tuple[dict[date, DayStatus], dict[tuple[int, date], list[Span]]]:
        statuses = day_statuses(days)
        return statuses, _opening_on(rooms, statuses)

    asked = tuple((room.pk, room.holiday_rule) for room in rooms)
    with one_moment():
        return remembered(("hours", asked, tuple(days), get_language()), read)


def _opening_on(rooms: list[Room], statuses: Mapping[date, DayStatus]) -> dict[tuple[int, date], list[Span]]:
    weekly = remembered("weekly hours", _weekly)
    special = {key: hours for year in {day.year for day in statuses} for key, hours in _special_in(year).items()}
    return {
        (room.pk, day): _merged(_hours_of_day(room, status, weekly, special))
        for room in rooms
        for day, status in statuses.items()
    }


def _weekly() -> Weekly:
    found = defaultdict(list)
    for hours in OpeningSpan.objects.all():
        found[hours.room_id, hours.weekday].append(hours)
    return found


def _special_in(year: int) -> Special:
    """The exceptions of all rooms in a year, cached until one changes."""

    def read() -> Special:
        found = defaultdict(list)
        for hours in SpecialHours.objects.filter(date__year=year):
            found[hours.room_id, hours.date].append(hours)
        return found

    return remembered(("special hours", year), read)


def _days(span: Span) -> Iterable[date]:
    day = timezone.localdate(span.start)
    while at(day, time.min) < span.end:
        yield day
        day += DAY


def _hours_of_day(
    room: Room,
    status: DayStatus,
    weekly: Weekly,
    special: Special,
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
