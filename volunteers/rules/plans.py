"""On which days a pattern has shifts, and the effects of changing it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from community.days import DayStatus, day_statuses
from community.enums import Weekday
from community.errors import Invalid
from community.ranges import DAY, Span, at, monday_of
from volunteers.enums import OnHoliday
from volunteers.models import DutyTeam, RosterPattern
from volunteers.models.crew import MINIMUM_TOO_HIGH

WEEKS_AHEAD = 8
MOST_SHIFTS = 500


@dataclass(frozen=True, slots=True)
class PlannedShift:
    """One day of a pattern: its hours, or why there is no duty."""

    day: date
    span: Span
    team: DutyTeam | None
    weight: Decimal
    skipped: str = ""
    provisional: bool = False


def check_places(minimum: int, places: int) -> None:
    """Raise minimum if a post, pattern or shift needs more people than it has places for."""
    if places < 1 or minimum > places:
        raise Invalid("minimum", str(MINIMUM_TOO_HIGH))


def check_pattern(pattern: RosterPattern) -> None:
    """Raise no_weekdays, end_before_start, minimum, or too_many for a pattern of more than 500 shifts at once."""
    if not pattern.weekdays:
        raise Invalid("no_weekdays", _("Please choose at least one weekday."))
    if pattern.last_day is not None and pattern.last_day < pattern.first_day:
        raise Invalid("end_before_start", _("The last day must not be before the first."))
    check_places(pattern.minimum, pattern.places)
    if pattern.last_day is not None:
        weeks = ((pattern.last_day - pattern.first_day).days // 7 + 1) / pattern.every
        if weeks * len(set(pattern.weekdays)) > MOST_SHIFTS:
            raise Invalid(
                "too_many", _("This pattern would make more than 500 shifts; please give an earlier last day.")
            )


def span_of(day: date, starts: time, ends: time) -> Span:
    """The span of a shift that begins on a day; it ends on the next day if `ends` is not after `starts`."""
    start = at(day, starts)
    end = at(day, ends)
    return Span(start, end if ends > starts else at(day + DAY, ends))


def plan(
    pattern: RosterPattern, first: date, last: date, teams: Sequence[DutyTeam] | None = None
) -> list[PlannedShift]:
    """Every day of a pattern between two days, with its hours and team, or the reason why there is no duty.

    On statutory holidays the pattern's own rule applies; a weekend day swapped into a workday counts as Monday. One
    query, and one for the teams if they are not given.
    """
    first = max(first, pattern.first_day)
    last = min(last, pattern.last_day) if pattern.last_day else last
    if last < first:
        return []
    turns = list(pattern.teams.order_by("turns__position", "turns__pk")) if teams is None else teams
    days = [first + number * DAY for number in range((last - first).days + 1)]
    return list(_planned(pattern, day_statuses(days).values(), turns))


def _planned(pattern: RosterPattern, days: Iterable[DayStatus], turns: Sequence[DutyTeam]) -> Iterator[PlannedShift]:
    for status in days:
        day = status.date
        week = (monday_of(day) - monday_of(pattern.first_day)).days // 7
        if week % pattern.every:
            continue
        usual, skipped = day.weekday() in pattern.weekdays, ""
        counts_as = _counts_as(pattern, status)
        if counts_as is None:
            if not usual:
                continue
            skipped = status.name or _("statutory holiday")
        elif counts_as not in pattern.weekdays:
            if not usual:
                continue
            skipped = _("counts as a %(weekday)s") % {"weekday": Weekday(counts_as).label}
        turn = week // pattern.every
        yield PlannedShift(
            day,
            span_of(day, pattern.starts, pattern.ends),
            turns[turn % len(turns)] if turns else None,
            pattern.festival_weight if status.nature == "holiday" else pattern.weight,
            skipped,
            status.provisional,
        )


def _counts_as(pattern: RosterPattern, status: DayStatus) -> int | None:
    """The weekday as which a day counts; None if there is no duty at all."""
    if status.nature == "closed":
        return None
    if status.nature == "holiday":
        return {
            OnHoliday.NOTHING: None,
            OnHoliday.SUNDAY: int(Weekday.SUNDAY),
            OnHoliday.USUAL: status.date.weekday(),
        }[OnHoliday(pattern.on_holiday)]
    return int(Weekday.MONDAY) if status.is_swapped_workday else status.date.weekday()


def horizon(today: date, weeks: int = WEEKS_AHEAD) -> date:
    """The last day up to which shifts are generated."""
    return monday_of(today) + timedelta(weeks=weeks + 1) - DAY
