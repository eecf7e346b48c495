"""The order of things on pages of staff: by urgency, then by time.

One rule for all apps: an app says how pressing its own things are, never where they are shown.
"""

from datetime import datetime
from enum import IntEnum
from typing import Protocol


class Rank(IntEnum):
    """Urgency, the most pressing first."""

    UNSAFE = 0  # someone may come to harm, or what the centre guarantees is broken
    LATE = 1  # overdue
    DUE = 2  # due today
    USUAL = 3
    DONE = 4


class Ranked(Protocol):
    """Anything in a list for staff."""

    @property
    def rank(self) -> Rank: ...
    @property
    def at(self) -> datetime | None: ...


def order(thing: Ranked) -> tuple[Rank, bool, float]:
    """Sort key: the most pressing first, then the earliest; things without a time come last."""
    return thing.rank, thing.at is None, thing.at.timestamp() if thing.at else 0
