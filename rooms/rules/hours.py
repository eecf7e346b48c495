"""When rooms are open: weekday hours, the holiday calendar, and staff's exceptions.

A date's nature comes from, in this order: staff's `CalendarDay`; the State Council's
arrangement as the package `chinesecalendar` has it; else the weekday, which is then
provisional. A statutory holiday follows the room's holiday rule; a weekend day swapped
into a working day (调休) has Monday's hours.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time

import chinese_calendar
from django.utils import timezone
from django.utils.translation import get_language

from community.ranges import DAY, Span, at
from rooms.enums import DayNature
from rooms.models import CalendarDay, OpeningSpan, Room, SpecialHours, Weekday


@dataclass(frozen=True, slots=True)
class DayStatus:
    """What kind of day a date is. `provisional`: its year's arrangement is not published."""

    date: date
    nature: str  # "workday", "weekend", "holiday" or "closed"
    name: str = ""
    provisional: bool = False

    @property
    def is_off(self) -> bool:
        """Whether nothing that meets weekly meets on this day."""
        return self.nature in (DayNature.HOLIDAY, DayNature.CLOSED)

    @property
    def is_swapped_workday(self) -> bool:
        """A Saturday or Sunday on which people work (调休)."""
        return self.nature == "workday" and self.date.weekday() >= Weekday.SATURDAY


def day_status(day: date) -> DayStatus:
    """The status of one date; one query."""
    return day_statuses([day])[day]


def day_statuses(days: Iterable[date]) -> dict[date, DayStatus]:
    """The status of each date; one query however many."""
    days = list(days)
    overrides = {entry.date: entry for entry in CalendarDay.objects.filter(date__in=days)}
    return {day: _status(day, overrides.get(day)) for day in days}


def is_published(day: date) -> bool:
    """Whether the State Council's arrangement of a date's year is known. No query."""
    try:
        chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return False
    return True


def _status(day: date, override: CalendarDay | None) -> DayStatus:
    if override is not None:
        return DayStatus(day, override.nature, override.in_reader_language("name"))
    weekday_nature = "weekend" if day.weekday() >= Weekday.SATURDAY else "workday"
    try:
        is_holiday, name = chinese_calendar.get_holiday_detail(day)
    except NotImplementedError:
        return DayStatus(day, weekday_nature, provisional=True)
    if not is_holiday:
        return DayStatus(day, "workday")
    if name is None:
        return DayStatus(day, weekday_nature)
    return DayStatus(day, "holiday", _holiday_name(name))


def _holiday_name(name: str) -> str:
    if (get_language() or "").startswith("en"):
        return name
    return chinese_calendar.Holiday(name).chinese


def opening_spans(
    rooms: Iterable[Room], span: Span, statuses: Mapping[date, DayStatus] | None = None
) -> dict[int, list[Span]]:
    """The open stretches of each room, by its primary key, cut to `span`; three queries.

    Whoever knows the statuses of these days already passes them, and saves one.
    """
    rooms = list(rooms)
    days = list(_days(span))
    statuses = day_statuses(days) if statuses is None else statuses
    weekly: dict[tuple[int, int], list[OpeningSpan]] = defaultdict(list)
    # A holiday may follow Sunday's hours, a swapped workday follows Monday's.
    followed = {Weekday.MONDAY, Weekday.SUNDAY, *(day.weekday() for day in days)}
    for opening in OpeningSpan.objects.filter(room__in=rooms, weekday__in=followed):
        weekly[opening.room_id, opening.weekday].append(opening)
    special: dict[tuple[int, date], list[SpecialHours]] = defaultdict(list)
    for hours in SpecialHours.objects.filter(room__in=rooms, date__in=days):
        special[hours.room_id, hours.date].append(hours)
    return {
        room.pk: [
            Span(max(open_.start, span.start), min(open_.end, span.end))
            for day in days
            for open_ in _merged(_hours_of_day(room, statuses[day], weekly, special))
            if open_.overlaps(span)
        ]
        for room in rooms
    }


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
    """Spans in order, those that touch or overlap made one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged
