"""What else there is to tell of a room, such as what neighbours gave to it; apps above rooms register it."""

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
    """Let `source` tell of the room with a key what everybody may read; usable as a decorator."""
    _sources.append(source)
    return source


def stories_of(room: int) -> list[Story]:
    """Everything registered about the room with this key."""
    return part_of_page(("stories", room), lambda: [story for source in _sources for story in source(room)])
