"""The nearest alternatives to a taken slot: this room at other times, and similar rooms."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils import timezone

from community.ranges import DAY, Span
from rooms.models import Room
from rooms.rules.availability import held_span, starts_within
from rooms.rules.diary import Diary

SEARCHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Alternative:
    """A room and a time at which it is free."""

    room: Room
    span: Span


def alternatives(room: Room, span: Span, people: int, limit: int = 3) -> list[Alternative]:
    """Up to `limit` free choices near `span`: this room at other times, then similar rooms.

    Looks a day back and a week ahead, from now on; three queries.
    """
    return nearest_free(room, [span], people, limit)[span]


def nearest_free(room: Room, spans: Iterable[Span], people: int, limit: int) -> dict[Span, list[Alternative]]:
    """The same for several spans; always three queries."""
    spans = list(spans)
    rooms = list(Room.objects.bookable().filter(kind=room.kind_id, capacity__gte=people))
    diary = Diary(rooms, {day for span in spans for day in _days_around(span)}, owners=False)
    return {span: list(islice(_by_distance(diary, rooms, room, span, people), limit)) for span in spans}


def _days_around(span: Span) -> list:
    day = timezone.localdate(span.start)
    return [day + number * DAY for number in range(-1, SEARCHED_DAYS + 1)]


def _by_distance(diary: Diary, rooms: list[Room], wanted: Room, span: Span, people: int) -> Iterator[Alternative]:
    """Free choices, nearest first; at the same distance, this room before others."""
    now = timezone.now()
    choices = [
        Alternative(room, Span(start, start + span.duration))
        for room in rooms
        for day in _days_around(span)
        for open_ in diary.opened(room, day)
        for start in starts_within(room, open_, span.duration)
        if start > now
    ]
    choices.sort(key=lambda choice: (abs(choice.span.start - span.start), choice.room.pk != wanted.pk))
    full = {room.pk: diary.full_stretches(room, people) for room in rooms}
    return (each for each in choices if _is_clear(full[each.room.pk], held_span(each.room, each.span)))


def _is_clear(stretches: list[Span], span: Span) -> bool:
    """Whether `span` overlaps none of the given spans, which are sorted and disjoint."""
    after = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
    return after == len(stretches) or stretches[after].start >= span.end
