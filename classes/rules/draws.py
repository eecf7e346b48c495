"""Drawing lots for a class with more applicants than seats.

When the draw opens, a seed is generated and its SHA-256 published; the seed itself is published once it is drawn.
Each lot has `weight` tickets; a ticket's value is the SHA-256 of "<seed>:<lot>:<ticket>", and lots are ordered by
their smallest ticket. So anyone with the published list can verify the result with `sha256sum`, and nobody can choose
the winners once the hash is published.
"""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from classes.models import DrawEntry

MOST_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Lot:
    """The data of an entry that a draw uses and publishes."""

    number: int
    seats: int
    weight: int


def ticket(seed: str, number: int, which: int) -> str:
    """The value of a lot's ticket, `which` counted from 1, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{number}:{which}".encode()).hexdigest()


def called(seed: str, lots: Iterable[Lot]) -> list[Lot]:
    """Lots in the order given by the seed."""
    return sorted(lots, key=lambda lot: min(ticket(seed, lot.number, which) for which in range(1, lot.weight + 1)))


def winners(seed: str, lots: Iterable[Lot], seats: int) -> Iterator[Lot]:
    """The winning lots in order; a lot that needs more seats than are left is passed over."""
    for lot in called(seed, lots):
        if lot.seats <= seats:
            seats -= lot.seats
            yield lot


def weight_of(entry: DrawEntry) -> int:
    """One ticket, plus one for each draw lost since the last win; at most four."""
    if entry.user_id is None:
        return 1
    earlier = (
        DrawEntry.objects.filter(user=entry.user_id, won__isnull=False)
        .exclude(draw=entry.draw_id)
        .order_by("-draw__drawn_at", "-pk")
        .values_list("won", flat=True)[: MOST_WEIGHT - 1]
    )
    losses = 0
    for won in earlier:
        if won:
            break
        losses += 1
    return 1 + losses
