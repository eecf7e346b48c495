"""The next free slots, for visitors at the counter."""

from community.ranges import day_span, today
from rooms.models import Room
from rooms.rules.hours import opening_spans
from rooms.rules.nearest import Alternative
from rooms.rules.slots import starts_of, usual_length


def next_stays() -> list[Alternative]:
    """The next free stay today in each room, of the usual length or shorter; earliest first.

    Five queries.
    """
    rooms = list(Room.objects.bookable())
    span = day_span(today())
    starts = starts_of(rooms, span, opening_spans(rooms, span), desk=True)
    first = {room: next((each for each in starts[room.pk] if each.is_free), None) for room in rooms}
    stays = [Alternative(room, start.stay(usual_length(room))) for room, start in first.items() if start]
    return sorted(stays, key=lambda stay: (stay.span.start, stay.room.position))
