"""What comes first on pages of staff: how pressing a thing is, then when it is.

One rule for all apps: an app says how pressing its own things are, and never where they stand.
"""

from datetime import datetime
from enum import IntEnum
from typing import Protocol


class Rank(IntEnum):
    """How pressing a thing is, the most pressing first."""

    UNSAFE = 0  # somebody may come to harm, or what the centre vouches for is broken
    LATE = 1  # its time is over
    DUE = 2  # today is the last day for it
    USUAL = 3
    DONE = 4


class Ranked(Protocol):
    """Whatever stands in a list of staff."""

    @property
    def rank(self) -> Rank: ...
    @property
    def at(self) -> datetime | None: ...


def order(thing: Ranked) -> tuple[Rank, bool, float]:
    """The key to sort by: the most pressing first, then the earliest; what has no time follows what has."""
    return thing.rank, thing.at is None, thing.at.timestamp() if thing.at else 0
