"""What happens today at the centre, for the home page, the board and the wall.

An app registers a source of its events in a span, in chronological order. They must be fit for everyone, because the
wall is public. Sources are read lazily, so that no page reads more than it shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from community.ranges import Span
from community.versions import part_of_page


@dataclass(frozen=True, slots=True)
class Happening:
    """An event: when, what, where, and its page; `note` may give the number of places left."""

    span: Span
    title: str
    place: str
    url: str
    note: str = ""


Source = Callable[[Span], Iterable[Happening]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of events; usable as a decorator."""
    _sources.append(source)
    return source


def happenings(span: Span, most: int | None = None) -> list[Happening]:
    """Events of all apps that overlap `span`, in chronological order; the first `most` of them, or all."""

    # Within a minute "from now on" stays the same.
    minutes = tuple(int(edge.timestamp()) // 60 for edge in (span.start, span.end))

    def read(source: Source) -> list[Happening]:
        # Each source is cached separately: a changed class does not query the children's room again.
        return part_of_page((source, minutes, most), lambda: list(islice(source(span), most)))

    found = [each for source in _sources for each in read(source)]
    return sorted(found, key=lambda each: (each.span, each.title))[:most]
