"""The draw of a class that more neighbours want than it has seats.

The seed is made, and its SHA-256 published, when the draw opens; the seed itself only
once it is drawn. Each lot has `weight` tickets; a ticket's value is the SHA-256 of
"<seed>:<lot>:<ticket>", and lots are called by their smallest ticket. So whoever has
the published list can replay it with `sha256sum`, and nobody can choose the winners
once the hash is out.
"""

import hashlib
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Draw, DrawEntry, Enrolment, InterestClass
from classes.services.common import lock_class, require_staff, tell
from classes.services.seats import promote
from community.errors import DomainError
from community.models import User

MOST_WEIGHT = 4


@dataclass(frozen=True, slots=True)
class Lot:
    """What a draw needs to know of an entry, and what is published of it."""

    number: int
    seats: int
    weight: int


def ticket(seed: str, number: int, which: int) -> str:
    """The value of a lot's ticket, `which` counted from 1, as 64 hexadecimal digits."""
    return hashlib.sha256(f"{seed}:{number}:{which}".encode()).hexdigest()


def called(seed: str, lots: Iterable[Lot]) -> list[Lot]:
    """Lots in the order in which the seed calls them."""
    return sorted(lots, key=lambda lot: min(ticket(seed, lot.number, which) for which in range(1, lot.weight + 1)))


def winners(seed: str, lots: Iterable[Lot], seats: int) -> Iterator[Lot]:
    """The lots that win, in the order called: each takes its seats while there are enough, else the next is asked."""
    for lot in called(seed, lots):
        if lot.seats <= seats:
            seats -= lot.seats
            yield lot


def open_draw(*, interest_class: InterestClass, closes_at: datetime, by: User) -> Draw:
    """Let a class without enrolments be drawn, and publish the hash of the seed.

    Raises not_allowed, past, and bad_state where somebody has a seat or waits already.
    """
    require_staff(by)
    if closes_at <= timezone.now():
        raise DomainError("past", _("This time is over already."))
    with transaction.atomic():
        locked = lock_class(interest_class)
        first = locked.sessions.ahead(timezone.now()).first()  # type: ignore[attr-defined]
        if first is None or closes_at >= first.starts_at:
            raise DomainError("past", _("The draw must close before the first session."))
        if Draw.objects.filter(interest_class=locked).exists() or locked.enrolments.active().exists():  # type: ignore[attr-defined]
            raise DomainError("bad_state", _("Somebody has a seat in this class already; it can no longer be drawn."))
        seed = secrets.token_hex(32)
        draw = Draw(interest_class=locked, closes_at=closes_at, seed=seed)
        draw.seed_hash = hashlib.sha256(seed.encode()).hexdigest()
        draw._history_user = by  # type: ignore[attr-defined]
        draw.save()
    return draw


def hold_draw(*, draw: Draw, now: datetime | None = None) -> Draw:
    """Draw once it has closed: winners have seats, the others wait in the order called, and all are told.

    Raises not_closed, and bad_state where it was drawn already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock_class(draw.interest_class)
        draw = Draw.objects.select_for_update().get(pk=draw.pk)
        if draw.drawn_at is not None:
            raise DomainError("bad_state", _("The draw was held already."))
        if draw.closes_at > now:
            raise DomainError("not_closed", _("The draw is still open."))
        entries = {entry.number: entry for entry in draw.entries.filter(seats__gt=0).select_related("user")}
        for entry in entries.values():
            entry.weight = weight_of(entry)
        lots = [Lot(entry.number, entry.seats, entry.weight) for entry in entries.values()]
        free = locked.capacity - locked.enrolments.seated().count()  # type: ignore[attr-defined]
        won = {lot.number for lot in winners(draw.seed, lots, free)}
        last = locked.enrolments.aggregate(last=Max("place"))["last"] or 0  # type: ignore[attr-defined]
        for order, lot in enumerate(called(draw.seed, lots), start=1):
            _settle(entries[lot.number], order, lot.number in won, last + order, locked)
        draw.drawn_at = now
        draw.save()
        promote(locked)
    return draw


def _settle(entry: DrawEntry, order: int, won: bool, place: int, locked: InterestClass) -> None:
    entry.order, entry.won = order, won
    entry.save(update_fields=["order", "won", "weight"])
    for enrolment in entry.enrolments.filter(state=Enrolment.State.ENTERED):
        enrolment.place = place
        enrolment.state = Enrolment.State.ENROLLED if won else Enrolment.State.WAITING
        enrolment.save()
    tell(entry.user, "class_drawn_won" if won else "class_drawn_lost", locked, {"number": entry.number})


def weight_of(entry: DrawEntry) -> int:
    """One ticket, and one more for each draw lost since the last one won; at most four."""
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
