"""Children in care, for the number of people in each room."""

from collections.abc import Collection
from datetime import datetime

from childcare.selectors import people_inside
from community.registers import presence


@presence.register
def children(rooms: Collection[int], now: datetime) -> dict[int, int]:
    """The children inside by room, however long ago their session ended; one query."""
    return people_inside(rooms)
