"""The times that a booking page offers, and whether the requested one is available."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any, NamedTuple, cast
from urllib.parse import urlencode

from django.forms import BoundField, ChoiceField
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from community.chips import Chip, chip
from community.days import DayStatus
from community.errors import Conflict, DomainError
from community.ranges import DAY, Span, at, day_span, today, wall_clock
from community.templatetags.dates import clock, minutes
from rooms.forms.booking import MINUTE, StayForm
from rooms.models import Booking, Room
from rooms.rules.availability import why_taken
from rooms.rules.bookings import check_span
from rooms.rules.hours import known_hours
from rooms.rules.nearest import alternatives
from rooms.rules.slots import DayPart, Start, outlook, starts_of, usual_length

MOST_DAYS = 2  # a weekend


@dataclass(frozen=True, slots=True)
class Offered:
    """One start as a page shows it: a choice if it is free, otherwise a link to the waiting list."""

    start: datetime
    longest: timedelta
    is_chosen: bool
    note: str
    url: str

    @property
    def longest_minutes(self) -> int:
        return self.longest // MINUTE


@dataclass(frozen=True, slots=True)
class Times:
    """The starts that a page offers, with everything that their display depends on.

    Readers who ask for the same see the same, so it is rendered once (`community.pieces`).
    """

    starts: tuple[Start, ...]
    chosen: datetime | None  # only if it is free
    length: int | None  # minutes
    people: int
    can_book: bool
    is_named: bool  # whether each day is named, because there are several
    today: date

    @property
    def groups(self) -> Iterator[tuple[date, str, list[Offered]]]:
        """The starts by day and part of the day."""
        names = part_names()
        for (day, part), group in groupby(
            self.starts, key=lambda each: (timezone.localdate(each.start), DayPart.of(each.start))
        ):
            yield day, names[part], [self._offered(each) for each in group]

    def _offered(self, each: Start) -> Offered:
        kept = {"start": wall_clock(each.start), "party_size": self.people}
        if self.length:
            kept["length"] = self.length
        return Offered(
            each.start, each.longest, each.start == self.chosen, note=too_long_from(each), url=f"?{urlencode(kept)}"
        )


class Lengths(NamedTuple):
    """The lengths that a page offers, and the chosen one."""

    choices: tuple[tuple[str, str], ...]  # minutes, and their words
    chosen: str

    @classmethod
    def of(cls, field: BoundField) -> "Lengths":
        choices = cast("Iterable[tuple[Any, Any]]", cast(ChoiceField, field.field).choices)
        return cls(tuple((str(value), str(label)) for value, label in choices), str(field.value()))


def asked_days(query: Any) -> list[date]:
    """The days of `?date=` and `?days=`; today if they are invalid."""
    try:
        first = date.fromisoformat(query.get("date", ""))
        count = int(query.get("days", "1"))
    except ValueError:
        return [today()]
    if not abs(first - today()) <= 366 * DAY:
        return [today()]
    return [first + n * DAY for n in range(min(max(count, 1), MOST_DAYS))]


def weekend() -> date:
    """The Saturday of this weekend, or on a Sunday that of the next."""
    return today() + (5 - today().weekday()) % 7 * DAY


def day_chips(request: HttpRequest, days: list[date]) -> list[Chip]:
    """Chips for today, tomorrow and the weekend."""
    saturday = weekend()
    choices = [
        (_("Today"), [today()]),
        (_("Tomorrow"), [today() + DAY]),
        (_("Next weekend") if today().weekday() == 6 else _("Weekend"), [saturday, saturday + DAY]),
    ]
    return [
        chip(
            request,
            label,
            is_current=days == wanted,
            date=wanted[0].isoformat(),
            days=len(wanted) if len(wanted) > 1 else None,
            start=None,
            end=None,
        )
        for label, wanted in choices
    ]


def part_names() -> dict[DayPart, str]:
    """The labels of the parts of a day, from the morning."""
    return {DayPart.MORNING: _("Morning"), DayPart.AFTERNOON: _("Afternoon"), DayPart.EVENING: _("Evening")}


def offer_times(
    request: HttpRequest, form: StayForm, room: Room, *, people: int, besides: Booking | None = None, desk: bool = False
) -> dict[str, Any]:
    """Suggest a time in `form` if none was requested; returns the context for the times.

    A requested length is never shortened: if it does not fit, the reader has to choose again.
    """
    asked = form.chosen("start")
    days = [timezone.localdate(asked)] if asked else asked_days(request.GET)

    def look(days: list[date]) -> tuple[dict[date, DayStatus], list[Span], list[Start]]:
        span = Span(day_span(days[0]).start, day_span(days[-1]).end)
        statuses, hours = known_hours([room], days)
        opened = {room.pk: [open_ for day in days for open_ in hours[room.pk, day]]}
        found = starts_of([room], span, opened, people=people, besides=besides, desk=desk) if room.is_bookable else {}
        return statuses, opened[room.pk], found.get(room.pk, [])

    statuses, opened, starts = look(days)
    if not starts and not asked and "date" not in request.GET:
        # Late in the evening the times of tomorrow are shown.
        days = [today() + DAY]
        statuses, opened, starts = look(days)
    length_asked = form.chosen("length")
    note = "" if form.is_bound else _suggest(form, room, starts, days)
    is_free = any(each.is_free for each in starts)
    context = {
        "day": days[0],
        "day_chips": day_chips(request, days),
        # Where the form is sent to: a refused one without a start shows the same days again.
        "days_query": urlencode({"date": days[0].isoformat(), "days": len(days)}),
        "kept_times": [(name, request.GET[name]) for name in ("length", "party_size") if name in request.GET],
        "statuses": [statuses[day] for day in days],
        "outlooks": [
            (
                day,
                outlook(
                    room,
                    day,
                    [each for each in starts if timezone.localdate(each.start) == day],
                    opened=any(open_.overlaps(day_span(day)) for open_ in opened),
                    desk=desk,
                ),
            )
            for day in days
        ],
        "is_free": is_free,
        "note": note,
        "length_asked": length_asked or "",
        "times": _times(form, starts, people=people, can_book=is_free or form.is_bound, is_named=len(days) > 1),
        "lengths": Lengths.of(form["length"]),
    }
    wanted = form.chosen_span
    if asked and wanted and not form.is_bound and not any(each.start == asked and each.is_free for each in starts):
        context["error"] = refusal_of(room, wanted, people=people, desk=desk)
    return context


def _suggest(form: StayForm, room: Room, starts: list[Start], days: list[date]) -> str:
    """Set a new form's start and length; returns a message if the usual length does not fit."""
    free = [each for each in starts if each.is_free]
    is_length_asked = "length" in form.initial
    length = (form.chosen("length") or 0) * MINUTE if is_length_asked else usual_length(room)
    start = form.chosen("start")
    if start is None and free:
        wished = _same_clock(form, days)
        fitting = [each for each in free if each.longest >= length]
        first = next((each for each in fitting if each.start in wished), None) or next(iter(fitting), free[0])
        form.initial["start"] = start = first.start
    picked = next((each for each in free if each.start == start), None)
    if not is_length_asked:
        form.initial["length"] = min(length, picked.longest if picked else length) // MINUTE
    if picked is None or picked.longest >= length:
        return ""
    if is_length_asked:
        form.initial["length"] = ""
    return too_long_from(picked)


def _same_clock(form: StayForm, days: Iterable[date]) -> set[datetime]:
    """The clock time of a booking that is moved to another day, or repeated."""
    usual = form.initial.get("clock")
    return {at(day, usual) for day in days} if usual else set()


def too_long_from(start: Start) -> str:
    """The message that a stay from this start cannot be longer."""
    return _("From %(start)s it is free for at most %(longest)s.") % {
        "start": clock(start.start),
        "longest": minutes(start.longest),
    }


def _times(form: StayForm, starts: list[Start], *, people: int, can_book: bool, is_named: bool) -> Times:
    chosen = form.chosen("start")
    return Times(
        starts=tuple(starts),
        chosen=chosen if any(each.start == chosen and each.is_free for each in starts) else None,
        length=form.chosen("length"),
        people=people,
        can_book=can_book,
        is_named=is_named,
        today=today(),
    )


def refusal_of(room: Room, span: Span, *, people: int, desk: bool) -> DomainError:
    """Why a requested time cannot be booked: the rule that forbids it, or that it is taken."""
    try:
        check_span(room, span, desk=desk, now=timezone.now())
    except DomainError as error:
        return error
    return Conflict("taken", why_taken(room, span), alternatives=alternatives(room, span, people))
