"""How many people are in each room now, whoever counts them.

An app registers a source for its own people: the desk's head counts and parties that
checked in, children in care, visitors at a stall. Nobody is named here.
"""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import datetime

Source = Callable[[Collection[int], datetime], Mapping[int, int]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let `source` count its people by the room's primary key; usable as a decorator."""
    _sources.append(source)
    return source


def people_in(rooms: Collection[int], now: datetime) -> Counter[int]:
    """The people in each of `rooms` (primary keys) at a moment; a room without anybody counts 0."""
    found: Counter[int] = Counter()
    for source in _sources:
        found.update(source(rooms, now))
    return found
