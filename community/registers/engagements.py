"""What else a user has at a time: a warning beside a form, never a refusal.

An app registers a source: what of its own a user, or a child in the user's care, has in
a span. Whoever takes a booking, a seat or a shift asks for all of them, and shows them
to that user alone.
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
    """Let `source` tell what a user has; usable as a decorator."""
    _sources.append(source)
    return source


def engagements_of(user: User, span: Span, *, besides: str = "") -> list[Engagement]:
    """Everything of a user's that shares a moment with `span`, in the order of time.

    `besides` is the address of the thing that is being changed itself. One query or two for each app.
    """
    found = {each for source in _sources for each in source(user, span) if each.url != besides}
    return sorted(found, key=lambda each: (each.span, each.title))
