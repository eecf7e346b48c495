"""What waits for a user's own answer: first on home and on "my" page.

An app registers a source, such as a room that is held for the user until three o'clock.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from community.models import User


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to answer: what it is about, in a line more what is asked, until when, and the page that asks it."""

    title: str
    text: str
    url: str
    until: datetime


Source = Callable[[User], Iterable[Question]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Let `source` add questions; usable as a decorator."""
    _sources.append(source)
    return source


def questions_for(user: User) -> list[Question]:
    """Everything that waits for `user`, the most pressing first."""
    return sorted((each for source in _sources for each in source(user)), key=lambda each: each.until)
