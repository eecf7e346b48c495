"""The free starts of a day, as the booking form offers them."""

from datetime import date

from community.ranges import day_span
from rooms.models import Booking, Room
from rooms.rules.hours import opening_spans
from rooms.rules.slots import Start, starts_of


def free_starts(
    room: Room, day: date, *, people: int = 1, besides: Booking | None = None, desk: bool = False
) -> list[Start]:
    """The starts on `day` with space for `people` for at least the shortest stay."""
    opened = opening_spans([room], day_span(day))
    found = starts_of([room], day_span(day), opened, people=people, besides=besides, desk=desk)
    return [each for each in found[room.pk] if each.is_free]
