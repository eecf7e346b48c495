"""Further public information about a room, such as gifts from neighbours; registered by apps above rooms."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from community.versions import part_of_page


@dataclass(frozen=True, slots=True)
class Story:
    """One line: what, whom to thank, and its page."""

    what: str
    who: str
    url: str


Source = Callable[[int], Iterable[Story]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of public lines about the room with a given key; usable as a decorator."""
    _sources.append(source)
    return source


def stories_of(room: int) -> list[Story]:
    """All registered lines about the room with this key."""
    return part_of_page(("stories", room), lambda: [story for source in _sources for story in source(room)])
