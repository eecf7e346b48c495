"""Days, weeks and half-open time ranges in the centre's time zone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.utils import timezone

DAY = timedelta(days=1)
WALL_CLOCK = "%Y-%m-%dT%H:%M"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of time from `start` (inclusive) to `end` (exclusive); both aware."""

    start: datetime
    end: datetime

    @classmethod
    def of(cls, range_: DateTimeTZRange) -> "Span":
        """The span of a bounded range read from the database."""
        return cls(range_.lower, range_.upper)

    @property
    def range(self) -> DateTimeTZRange:
        """The span as PostgreSQL's `tstzrange`."""
        return DateTimeTZRange(self.start, self.end, "[)")

    @property
    def duration(self) -> timedelta:
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def minus(self, holes: Iterable["Span"]) -> Iterator["Span"]:
        """The parts of this span outside `holes`, in order."""
        start = self.start
        for hole in sorted(holes):
            if hole.end <= start or hole.start >= self.end:
                continue
            if hole.start > start:
                yield Span(start, hole.start)
            start = max(start, hole.end)
        if start < self.end:
            yield Span(start, self.end)


def at(day: date, clock: time) -> datetime:
    """The aware datetime of a wall clock time on a day at the centre."""
    return datetime.combine(day, clock, timezone.get_default_timezone())


def wall_clock(moment: datetime) -> str:
    """A datetime as used in addresses and forms: `2026-11-27T14:00`, in the centre's time zone."""
    return timezone.localtime(moment, timezone.get_default_timezone()).strftime(WALL_CLOCK)


def today() -> date:
    """Today's date at the centre."""
    return timezone.localdate(timezone=timezone.get_default_timezone())


def day_span(day: date) -> Span:
    """Midnight to midnight at the centre."""
    return Span(at(day, time.min), at(day + DAY, time.min))


def monday_of(day: date) -> date:
    """The Monday of a day's week; weeks start on Monday."""
    return day - timedelta(days=day.weekday())


def week_span(day: date) -> Span:
    """The week of `day`, Monday to Monday."""
    monday = monday_of(day)
    return Span(day_span(monday).start, day_span(monday + 6 * DAY).end)


def month_of(day: date) -> date:
    """The first day of a day's month."""
    return day.replace(day=1)


def next_month(day: date) -> date:
    """The first day of the month after a day's."""
    return (month_of(day) + timedelta(days=32)).replace(day=1)


def age_on(birth_date: date, day: date) -> int:
    """A person's age in whole years on a day."""
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))
