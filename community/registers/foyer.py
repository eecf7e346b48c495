"""Further content of the foyer's screen: who is on duty, and whom the centre thanks.

An app registers a source for either. The screen is public, so a source may only name people who agreed to it.
Sections without content are left out.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from community.versions import part_of_page


@dataclass(frozen=True, slots=True)
class OnDuty:
    """People on duty now: their names, their location, and until when."""

    names: tuple[str, ...]
    place: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Thanks:
    """An expression of thanks, such as for a gift: whom, and what for."""

    whom: str
    what_for: str


_duty: list[Callable[[datetime], Iterable[OnDuty]]] = []
_thanks: list[Callable[[], Iterable[Thanks]]] = []


def register_duty(source: Callable[[datetime], Iterable[OnDuty]]) -> None:
    """Register a source of people on duty at a given time."""
    _duty.append(source)


def register_thanks(source: Callable[[], Iterable[Thanks]]) -> None:
    """Register a source of thanks, newest first."""
    _thanks.append(source)


def on_duty(now: datetime) -> list[OnDuty]:
    """Everybody on duty at `now`, in the order in which their shifts end."""
    return part_of_page(
        "on duty", lambda: sorted((each for source in _duty for each in source(now)), key=lambda each: each.until)
    )


def thanks() -> list[Thanks]:
    """Whom to thank, in order of registration."""
    return part_of_page("thanks", lambda: [each for source in _thanks for each in source()])
