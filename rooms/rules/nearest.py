"""The nearest alternatives to a taken slot: this room at other times, and similar rooms."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from django.utils import timezone
from django.utils.translation import get_language

from community.ranges import DAY, Span, day_span
from community.versions import one_moment, part_of_page, remembered
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

    Looks a day back and a week ahead, from now on. All who lose the same slot within a minute are offered the same:
    one query while nothing changes, otherwise two while rooms and hours are cached.
    """
    with one_moment():
        asked = ("nearest", room.pk, span, people, limit)
        return part_of_page(asked, lambda: _nearest_free(room, [span], people, limit)[span])


def nearest_free(room: Room, spans: Iterable[Span], people: int, limit: int) -> dict[Span, list[Alternative]]:
    """The same for several spans; two queries while rooms and hours are cached."""
    # The rooms and their hours as of one moment, with one query for their versions.
    with one_moment():
        return _nearest_free(room, list(spans), people, limit)


def _nearest_free(room: Room, spans: list[Span], people: int, limit: int) -> dict[Span, list[Alternative]]:
    rooms = [each for each in _rooms_of_kind(room.kind_id) if each.capacity >= people]
    diary = Diary(rooms, {day for span in spans for day in _days_around(span)}, owners=False)
    return {span: list(islice(_by_distance(diary, rooms, room, span, people), limit)) for span in spans}


def _rooms_of_kind(kind_id: int) -> list[Room]:
    """The rooms of a kind that can be booked, cached until a room changes."""
    return remembered(
        ("bookable rooms", kind_id, get_language()), lambda: list(Room.objects.bookable().filter(kind=kind_id))
    )


def _days_around(span: Span) -> list[date]:
    day = timezone.localdate(span.start)
    return [day + number * DAY for number in range(-1, SEARCHED_DAYS + 1)]


def _by_distance(diary: Diary, rooms: list[Room], wanted: Room, span: Span, people: int) -> Iterator[Alternative]:
    """Free choices, nearest first; at the same distance, this room before others.

    Days are computed lazily, nearest first, because most callers find enough on the day itself.
    """
    now = timezone.now()
    full = {room.pk: diary.full_stretches(room, people) for room in rooms}

    def distance(choice: Alternative) -> timedelta:
        return abs(choice.span.start - span.start)

    place = {room.pk: number for number, room in enumerate(rooms)}
    days = sorted(_days_around(span), key=lambda day: _distance_to(day, span.start))
    nearest: list[Alternative] = []
    for day, next_day in zip(days, [*days[1:], None], strict=True):
        nearest += [
            Alternative(room, Span(start, start + span.duration))
            for room in rooms
            for open_ in diary.opened(room, day)
            for start in starts_within(room, open_, span.duration)
            if start > now
        ]
        nearest.sort(key=lambda each: (distance(each), each.room.pk != wanted.pk, place[each.room.pk], each.span.start))
        within = _distance_to(next_day, span.start) if next_day else timedelta.max
        ripe = sum(distance(choice) < within for choice in nearest)
        yield from (each for each in nearest[:ripe] if _is_clear(full[each.room.pk], held_span(each.room, each.span)))
        del nearest[:ripe]


def _distance_to(day: date, moment: datetime) -> timedelta:
    """The distance from `moment` to the nearest moment of a day; zero on the day itself."""
    span = day_span(day)
    return max(span.start - moment, moment - span.end, timedelta(0))


def _is_clear(stretches: list[Span], span: Span) -> bool:
    """Whether `span` overlaps none of the given spans, which are sorted and disjoint."""
    after = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
    return after == len(stretches) or stretches[after].start >= span.end
