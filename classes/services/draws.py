"""Opening and holding draws; see `classes.rules.draws` for how lots are ordered."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import Draw, DrawEntry, Enrolment, InterestClass
from classes.rules.draws import Lot, called, weight_of, winners
from classes.rules.people import require_staff
from classes.rules.seats import seats_of
from classes.services.locking import lock_class
from classes.services.seats import promote
from classes.services.telling import tell_holder
from community.audit import save_by
from community.errors import Conflict, Invalid
from community.models import User


def open_draw(*, interest_class: InterestClass, closes_at: datetime, by: User) -> Draw:
    """Open a draw for a class without enrolments, and publish the hash of the seed.

    Raises not_allowed, past, and bad_state if anyone has a seat or is waiting already.
    """
    require_staff(by)
    if closes_at <= timezone.now():
        raise Invalid("past", _("This time is already over."))
    with transaction.atomic():
        locked = lock_class(interest_class)
        first = locked.sessions.ahead(timezone.now()).first()
        if first is None or closes_at >= first.starts_at:
            raise Invalid("past", _("The draw must close before the first session."))
        if Draw.objects.filter(interest_class=locked).exists() or locked.enrolments.active().exists():
            raise Conflict("bad_state", _("Someone already has a seat in this class; it can no longer be drawn."))
        seed = secrets.token_hex(32)
        draw = Draw(interest_class=locked, closes_at=closes_at, seed=seed)
        draw.seed_hash = hashlib.sha256(seed.encode()).hexdigest()
        save_by(draw, by)
    return draw


def hold_draw(*, draw: Draw, now: datetime | None = None) -> Draw:
    """Hold a draw after its closing time: winners get seats, the others wait in the drawn order, and all are notified.

    Raises not_closed, and bad_state if it was held already.
    """
    now = now or timezone.now()
    with transaction.atomic():
        locked = lock_class(draw.interest_class)
        draw = Draw.objects.select_for_update().get(pk=draw.pk)
        if draw.drawn_at is not None:
            raise Conflict("bad_state", _("The draw was already held."))
        if draw.closes_at > now:
            raise Invalid("not_closed", _("The draw is still open."))
        entries = {entry.number: entry for entry in draw.entries.filter(seats__gt=0)}
        for entry in entries.values():
            entry.weight = weight_of(entry)
        lots = [Lot(entry.number, entry.seats, entry.weight) for entry in entries.values()]
        won = {lot.number for lot in winners(draw.seed, lots, seats_of(locked).idle)}
        last = locked.enrolments.aggregate(last=Max("place"))["last"] or 0
        for order, lot in enumerate(called(draw.seed, lots), start=1):
            _settle(entries[lot.number], order, lot.number in won, last + order, locked)
        draw.drawn_at = now
        draw.save()
        promote(locked)
    return draw


def _settle(entry: DrawEntry, order: int, won: bool, place: int, locked: InterestClass) -> None:
    entry.order, entry.won = order, won
    entry.save(update_fields=["order", "won", "weight"])
    enrolments = list(entry.enrolments.filter(state=Enrolment.State.ENTERED).select_related("user", "resident"))
    for enrolment in enrolments:
        enrolment.place = place
        enrolment.state = Enrolment.State.ENROLLED if won else Enrolment.State.WAITING
        enrolment.save()
    kind = "class_drawn_won" if won else "class_drawn_lost"
    for enrolment in enrolments[:1]:
        tell_holder(enrolment, kind, locked, {"number": entry.number})
