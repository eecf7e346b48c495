"""When rooms are open and what holds them, read once for any number of checks.

Single bookings, weekly plans of classes and groups, and the search for the nearest free time all use it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, time
from functools import reduce
from itertools import chain
from operator import or_

from django.contrib.postgres.fields import ArrayField, DateTimeRangeField
from django.db.models import BigIntegerField, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Invalid
from community.prepared import Prepared
from community.ranges import DAY, Span, at, day_span
from rooms.enums import HoldKind
from rooms.models import Booking, Closure, Reservation, Room
from rooms.rules.availability import held_span, peak, places_needed, taken_by, with_cleaning
from rooms.rules.hours import known_hours

WEEK = 7 * DAY
LABEL = ("label", "label_en")
REASON = ("closure__reason", "closure__reason_en")


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One week of a plan.

    `day_off` names the holiday on which weekly activities are off; `problem` says why the room is not available;
    `displaced` are the bookings that would have to be cancelled. With `is_provisional`, the holidays of its year are
    not published yet, so it may turn out to be one.
    """

    span: Span
    day_off: str = ""
    problem: str = ""
    displaced: tuple[Booking, ...] = ()
    is_provisional: bool = False

    @property
    def skipped(self) -> str:
        """Why the group does not meet; empty if it does."""
        return self.day_off or self.problem

    @property
    def is_clear(self) -> bool:
        """Whether the group meets without displacing anybody."""
        return not self.skipped and not self.displaced


class Diary:
    """When some rooms are open and held on some days; two queries, four if hours have changed.

    Callers that displace nobody can leave out the `owners` of holds, of which there may be hundreds.
    """

    def __init__(self, rooms: Iterable[Room], days: Iterable[date], *, owners: bool = True) -> None:
        rooms = list(rooms)
        self.days = sorted(set(days))
        self.statuses, self._opened = known_hours(rooms, self.days)
        self._held: dict[tuple[int, date], list[Reservation]] = defaultdict(list)
        for reservation in _held_on(rooms, self.days, owners):
            for day in days_of(reservation.span):
                self._held[reservation.room_id, day].append(reservation)

    def opened(self, room: Room, day: date) -> list[Span]:
        """The opening periods of a room on a day."""
        return self._opened[room.pk, day]

    def open_around(self, room: Room, span: Span) -> Span | None:
        """The opening period that contains `span`; None if the room is closed for part of it."""
        around = self.opened(room, timezone.localdate(span.start))
        return next((open_ for open_ in around if open_.contains(span)), None)

    def in_the_way(self, room: Room, span: Span) -> list[Reservation]:
        """The reservations that overlap a stay of `span` and the cleaning after it."""
        taken = held_span(room, span)
        found = {each.pk: each for day in days_of(taken) for each in self._held[room.pk, day]}
        return [each for each in found.values() if each.span.overlaps(taken)]

    def closure(self, room: Room, span: Span) -> Closure | None:
        """The closure that overlaps `span`, if any."""
        closed = (each for each in self.in_the_way(room, span) if each.kind == HoldKind.CLOSURE)
        return next((each.closure for each in closed if each.span.overlaps(span)), None)

    def takes(self, room: Room, span: Span, people: int) -> bool:
        """Whether the ledger has space for a party throughout `span`."""
        free = room.capacity - peak(self.in_the_way(room, span), held_span(room, span))
        return free >= places_needed(room, people)

    def full_stretches(self, room: Room, people: int) -> list[Span]:
        """The times at which a party does not fit, sorted and disjoint; `takes` is true for whatever overlaps none of
        them.

        One pass over all holds of the room, for callers that check very many times.
        """
        held = {each.pk: each for (pk, _day), uses in self._held.items() if pk == room.pk for each in uses}
        edges = [(each.span.start, each.places) for each in held.values()]
        edges += [(each.span.end, -each.places) for each in held.values()]
        most, taken, since, found = room.capacity - places_needed(room, people), 0, None, []
        for moment, change in sorted(edges):
            taken += change
            if taken > most and since is None:
                since = moment
            elif taken <= most and since is not None:
                found.append(Span(since, moment))
                since = None
        return found

    def why_taken(self, room: Room, span: Span) -> str:
        """The public label of the use that is in the way, such as the name of a class."""
        return taken_by(next((each for each in self.in_the_way(room, span) if each.label), None))

    def session(self, room: Room, span: Span) -> PlannedSession:
        """Plan a use of the whole room at this time: bookings may be displaced, other uses may not."""
        status = self.statuses[timezone.localdate(span.start)]
        if status.is_off:
            return PlannedSession(span, day_off=status.name or _("Holiday"))
        in_the_way = self.in_the_way(room, span)
        other_use = next((each for each in in_the_way if each.kind != HoldKind.BOOKING), None)
        if other_use is not None:
            return PlannedSession(span, problem=what(other_use))
        if self.open_around(room, span) is None:
            return PlannedSession(span, problem=_("The room is not open at that time."))
        # An offer from the waiting list is withdrawn silently; a booking is not.
        displaced = tuple(each.booking for each in in_the_way if hasattr(each, "booking"))
        return PlannedSession(span, displaced=displaced, is_provisional=status.provisional)


# Without their owners: what in_the_way, takes and why_taken need.
_HELD = Prepared(
    lambda rooms, during: (
        Reservation.objects.held()
        .in_any(rooms)
        .filter(during__overlap=during)
        .select_related("closure")
        .only("room_id", "during", "places", "kind", *LABEL, *REASON)
        .order_by("during")
    ),
    rooms=ArrayField(BigIntegerField()),
    during=DateTimeRangeField(),
)


def _held_on(rooms: list[Room], days: list[date], owners: bool) -> Iterable[Reservation]:
    if not days:
        return []
    spans = [with_cleaning(rooms, stretch) for stretch in _stretches(days)]
    if not owners:
        keys = [room.pk for room in rooms]
        return chain.from_iterable(_HELD(rooms=keys, during=span.range) for span in spans)
    on_days = reduce(or_, (Q(during__overlap=span.range) for span in spans))
    held = Reservation.objects.held().filter(on_days, room__in=rooms)
    return held.select_related("booking", "closure").order_by("during")


def _stretches(days: list[date]) -> Iterator[Span]:
    """Merge sorted days into as few spans as possible."""
    first = last = days[0]
    for day in days[1:]:
        if day - last > DAY:
            yield Span(day_span(first).start, day_span(last).end)
            first = day
        last = day
    yield Span(day_span(first).start, day_span(last).end)


def days_of(span: Span) -> list[date]:
    """The dates that a span touches."""
    # Asked for each of hundreds of holds: twice as fast as `localdate`.
    zone = timezone.get_default_timezone()
    first, last = span.start.astimezone(zone).date(), span.end.astimezone(zone).date()
    return [first + number * DAY for number in range((last - first).days + 1)]


def what(use: Reservation) -> str:
    """A description for staff of a use other than a booking."""
    if hasattr(use, "closure"):
        return use.closure.in_reader_language("reason")
    return use.in_reader_language("label") or use.get_kind_display()


def weekly_spans(*, weekday: int, starts: time, ends: time, first_day: date, last_day: date, most: int) -> list[Span]:
    """The weekly spans of a rule. Raises end_before_start, and too_many beyond `most`."""
    if ends <= starts or last_day < first_day:
        raise Invalid("end_before_start", _("The end must be after the start."))
    days = rule_days(weekday, first_day, last_day)
    if len(days) > most:
        raise Invalid("too_many", _("At most %(count)d weeks at a time.") % {"count": most})
    return [Span(at(day, starts), at(day, ends)) for day in days]


def rule_days(weekday: int, first_day: date, last_day: date) -> list[date]:
    """A weekday's dates from a first to a last day, both inclusive."""
    first = first_day + (weekday - first_day.weekday()) % 7 * DAY
    return [first + number * WEEK for number in range((last_day - first) // WEEK + 1)]
