"""What else the foyer's screen tells: who is on duty, and whom the centre thanks.

An app registers a source for either. Like all on the wall it is read by everyone: a source
names nobody who did not agree to it. Where no app gives anything, the wall leaves it out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from community.versions import part_of_page


@dataclass(frozen=True, slots=True)
class OnDuty:
    """People at their post now: their names, where they are, until when."""

    names: tuple[str, ...]
    place: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Thanks:
    """A gift, say: `whom` the centre thanks, in a few words `what_for`."""

    whom: str
    what_for: str


_duty: list[Callable[[datetime], Iterable[OnDuty]]] = []
_thanks: list[Callable[[], Iterable[Thanks]]] = []


def register_duty(source: Callable[[datetime], Iterable[OnDuty]]) -> None:
    """Let `source` tell who is on duty at a moment."""
    _duty.append(source)


def register_thanks(source: Callable[[], Iterable[Thanks]]) -> None:
    """Let `source` tell whom to thank, the newest first."""
    _thanks.append(source)


def on_duty(now: datetime) -> list[OnDuty]:
    """Everybody on duty at `now`, whose turn ends first leading."""
    return part_of_page(
        "on duty", lambda: sorted((each for source in _duty for each in source(now)), key=lambda each: each.until)
    )


def thanks() -> list[Thanks]:
    """Whom to thank, in the order of registration."""
    return part_of_page("thanks", lambda: [each for source in _thanks for each in source()])
