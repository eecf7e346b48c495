"""How sessions stand this instant: places, children, points, carers."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Sum
from django.utils import timezone

from childcare.enums import WaitingState
from childcare.models import CareDuty, CareSession, CareWaiting, DropIn
from childcare.rules.ratio import Standing


def standing_of(session: CareSession, *, now: datetime | None = None, besides: int | None = None) -> Standing:
    """How one session stands; three queries. What is held for the family `besides` does not count."""
    return standings([session], now=now, besides=besides)[session.pk]


def standings(
    sessions: Iterable[CareSession], *, now: datetime | None = None, besides: int | None = None
) -> dict[int, Standing]:
    """How each session stands, by its primary key; three queries for any number."""
    known, now = {each.pk: each for each in sessions}, now or timezone.now()
    inside = {
        session: (number, points)
        for session, number, points in DropIn.objects.inside()
        .filter(session__in=known)
        .order_by()
        .values("session")
        .annotate(number=Count("pk"), cost=Sum("points"))
        .values_list("session", "number", "cost")
    }
    carers: dict[int, list[int]] = defaultdict(list)
    for session, home, carer in (
        CareDuty.objects.on()
        .filter(session__in=known, counts=True)
        .order_by()
        .values_list("session_id", "household_id", "carer_id")
    ):
        carers[session].append(home if home is not None else -carer)
    offers = CareWaiting.objects.filter(session__in=known, state=WaitingState.OFFERED, held_until__gt=now)
    if besides is not None:
        offers = offers.exclude(family=besides)
    held = {
        session: (number, points)
        for session, number, points in offers.order_by()
        .values("session")
        .annotate(number=Sum("children"), cost=Sum("points"))
        .values_list("session", "number", "cost")
    }
    return {
        pk: Standing(
            session.places,
            *inside.get(pk, (0, 0)),
            len(carers[pk]),
            len(set(carers[pk])),
            session.is_in_breach,
            *held.get(pk, (0, 0)),
        )
        for pk, session in known.items()
    }
