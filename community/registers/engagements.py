"""A user's other engagements at a time, shown as a warning beside a form; they never prevent anything.

An app registers a source of what a user, or a child in the user's care, has in a span. Forms for bookings, seats and
shifts ask all sources and show the result to that user only.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from community.models import User
from community.ranges import Span


@dataclass(frozen=True, slots=True)
class Engagement:
    """An engagement: its time, a short description, and its page."""

    span: Span
    title: str
    url: str


Source = Callable[[User, Span], Iterable[Engagement]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of engagements; usable as a decorator."""
    _sources.append(source)
    return source


def engagements_of(user: User, span: Span, *, besides: str = "") -> list[Engagement]:
    """All engagements of a user that overlap `span`, in chronological order.

    `besides` is the page of the object being changed, which is left out. One or two queries per app.
    """
    found = {each for source in _sources for each in source(user, span) if each.url != besides}
    return sorted(found, key=lambda each: (each.span, each.title))
