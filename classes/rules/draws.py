"""The draw of a class that more neighbours want than it has seats.

The seed is made, and its SHA-256 published, when the draw opens; the seed itself only
once it is drawn. Each lot has `weight` tickets; a ticket's value is the SHA-256 of
"<seed>:<lot>:<ticket>", and lots are called by their smallest ticket. So whoever has
the published list can replay it with `sha256sum`, and nobody can choose the winners
once the hash is out.
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
    """The lots that win, in the order called: each takes its seats while there are enough, else the next is asked."""
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
