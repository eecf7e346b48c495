"""How many people are in each room now, from every app that counts them.

An app registers a source for its own people: the desk's head counts and checked-in parties, children in care,
visitors at a stall. No names are involved.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from functools import partial

from community.versions import part_of_page

Source = Callable[[Collection[int], datetime], Mapping[int, int]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of head counts by the room's primary key; usable as a decorator."""
    _sources.append(source)
    return source


def people_in(rooms: Collection[int], now: datetime) -> Counter[int]:
    """The number of people in each of `rooms` (primary keys) at a moment, 0 for an empty room."""
    found: Counter[int] = Counter()
    for number, source in enumerate(_sources):
        found.update(part_of_page(("presence", number, tuple(rooms)), partial(source, rooms, now)))
    return found
