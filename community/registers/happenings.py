"""What happens today at the centre, for the home page, the board and the wall.

An app registers a source: what of its own happens in a span, in the order of time. It gives
nothing that only some may know, for the wall shows it to everyone. A source of many reads them
by and by: no page takes more than it shows.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import islice

from community.ranges import Span
from community.versions import part_of_page


@dataclass(frozen=True, slots=True)
class Happening:
    """One thing to come to: when, what, where, and its page; `note` may say how many places are left."""

    span: Span
    title: str
    place: str
    url: str
    note: str = ""


Source = Callable[[Span], Iterable[Happening]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let `source` add happenings; usable as a decorator."""
    _sources.append(source)
    return source


def happenings(span: Span, most: int | None = None) -> list[Happening]:
    """What is registered that shares a moment with `span`, in the order of time; the first `most` of it, or all."""

    # Within a minute "from now on" is the same.
    minutes = tuple(int(edge.timestamp()) // 60 for edge in (span.start, span.end))

    def read(source: Source) -> list[Happening]:
        # Each source for itself: where a class changes, the children's room is not asked again.
        return part_of_page((source, minutes, most), lambda: list(islice(source(span), most)))

    found = [each for source in _sources for each in read(source)]
    return sorted(found, key=lambda each: (each.span, each.title))[:most]
