"""Anonymous figures: how many children came, and how long they stayed; numbers below five are withheld."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils import timezone

from childcare.models import Breach, CareDuty, CareSession, DropIn, StayFigure
from childcare.models.rules import SMALL_BELOW
from community.ranges import Span, at, month_of, next_month, today

FEWEST = 5


@dataclass(slots=True)
class Figures:
    """One month: stays, hours, and stays by age band and hour of the day."""

    month: date
    stays: int = 0
    small: int = 0
    minutes: int = 0
    by_hour: Counter[int] = field(default_factory=Counter)

    @property
    def older(self) -> int:
        return self.stays - self.small

    @property
    def hours(self) -> int:
        return round(self.minutes / 60)


def told(number: int) -> int | None:
    """A number for the public: None, meaning "fewer than 5", for 1 to 4."""
    return None if 0 < number < FEWEST else number


def figures(months: int = 12) -> list[Figures]:
    """The latest months, newest first; two queries. Includes the anonymous figures of deleted stays."""
    first = months_back(today(), months - 1)
    found = {month: Figures(month) for month in _months(first, today())}
    kept = DropIn.objects.filter(in_at__gte=_start(first), out_at__isnull=False)
    for in_at, out_at, age in kept.values_list("in_at", "out_at", "age"):
        begun = timezone.localtime(in_at, timezone.get_default_timezone())
        minutes = _minutes(in_at, out_at or in_at)
        _count(found, month_of(begun.date()), begun.hour, age < SMALL_BELOW, minutes)
    forgotten = StayFigure.objects.filter(month__gte=first)
    for month, hour, is_small, minutes in forgotten.values_list("month", "hour", "is_small", "minutes"):
        _count(found, month, hour, is_small, minutes)
    return sorted(found.values(), key=lambda each: each.month, reverse=True)


def _count(found: dict[date, Figures], month: date, hour: int, is_small: bool, minutes: int) -> None:
    if month not in found:
        return
    line = found[month]
    line.stays += 1
    line.small += is_small
    line.minutes += minutes
    line.by_hour[hour] += 1


def _minutes(start: datetime, end: datetime) -> int:
    return int((end - start).total_seconds() // 60)


def months_back(day: date, months: int) -> date:
    """The first day of the month that many months before a day's month."""
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _months(first: date, last: date) -> Iterator[date]:
    month = first
    while month <= last:
        yield month
        month = next_month(month)


def _start(day: date) -> datetime:
    return at(day, datetime.min.time())


@dataclass(frozen=True, slots=True)
class MonthLine:
    """A session on the monthly sheet: the number of children and carers, and minutes with too few carers."""

    session: CareSession
    children: int
    carers: int
    breach_minutes: int


def month_sheet(month: date) -> list[MonthLine]:
    """Every session of a month, for the sheet that is signed and archived; four queries, no names."""
    span = Span(_start(month_of(month)), _start(next_month(month)))
    sessions = list(
        CareSession.objects.taking_place()
        .filter(starts_at__gte=span.start, starts_at__lt=span.end)
        .select_related("room")
        .order_by("starts_at")
    )
    children = Counter(DropIn.objects.filter(session__in=sessions).values_list("session_id", flat=True))
    carers: dict[int, set[int]] = {}
    for session, carer in CareDuty.objects.filter(session__in=sessions).values_list("session_id", "carer_id"):
        carers.setdefault(session, set()).add(carer)
    minutes: Counter[int] = Counter()
    for breach in Breach.objects.filter(session__in=sessions):
        minutes[breach.session_id] += breach.minutes
    return [MonthLine(each, children[each.pk], len(carers.get(each.pk, ())), minutes[each.pk]) for each in sessions]
