"""What kind of day a date is: a working day, a weekend, a holiday, or one on which the centre is closed.

Sources, in this order: staff's `CalendarDay`; the State Council's arrangement from the package `chinesecalendar`,
with its swapped workdays (调休); otherwise the weekday, marked as provisional, because the arrangement of a year is
published in the November before.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import chinese_calendar
from django.utils.translation import get_language

from community.enums import DayNature, Weekday
from community.models import CalendarDay
from community.versions import one_moment, remembered


@dataclass(frozen=True, slots=True)
class DayStatus:
    """What kind of day a date is. `provisional` means that its year's arrangement is not published yet."""

    date: date
    nature: str  # a `DayNature` value, or "weekend"
    name: str = ""
    provisional: bool = False

    @property
    def is_off(self) -> bool:
        """Whether weekly activities are off on this day."""
        return self.nature in (DayNature.HOLIDAY, DayNature.CLOSED)

    @property
    def is_swapped_workday(self) -> bool:
        """A Saturday or Sunday on which people work (调休)."""
        return self.nature == "workday" and self.date.weekday() >= Weekday.SATURDAY


def day_status(day: date) -> DayStatus:
    """The status of one date; one query."""
    return day_statuses([day])[day]


def day_statuses(days: Iterable[date]) -> dict[date, DayStatus]:
    """The status of each date; one query while staff's own days are cached."""
    days = list(days)
    with one_moment():
        own = {day: entry for year in {day.year for day in days} for day, entry in _own_days(year).items()}
    return {day: _status(day, own.get(day)) for day in days}


def _own_days(year: int) -> dict[date, CalendarDay]:
    """The days of a year for which staff have said what they are, cached until one changes."""
    return remembered(
        ("own days", year), lambda: {entry.date: entry for entry in CalendarDay.objects.filter(date__year=year)}
    )


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
