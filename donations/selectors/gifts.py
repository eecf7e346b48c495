"""Read access to gifts for pages and other apps."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.db.models import Max, Min, Prefetch, QuerySet
from django.utils import timezone

from community.models import Certificate, User
from community.ranges import at
from donations.models import Gift, Giver, Item, Placement
from donations.rules.thanks import public_names, things_in_short


@dataclass(frozen=True, slots=True)
class Thanked:
    """One gift as shown to the public."""

    key: int
    who: str
    what: str
    story: str
    day: date
    certificate: str
    has_picture: bool


def told(gifts: QuerySet[Gift]) -> QuerySet[Gift]:
    """Prefetch what a line about each gift needs; three queries in all."""
    givers = Giver.objects.select_related("donor", "certificate")
    return gifts.prefetch_related("lines", Prefetch("givers", givers))


def thanked(gifts: Iterable[Gift]) -> list[Thanked]:
    """The gifts of the wall as shown to the public."""
    return [_thanked(gift) for gift in gifts]


def _thanked(gift: Gift) -> Thanked:
    certificate = next(iter(certificates_of(gift)), None)
    number = certificate.number if certificate else ""
    who, what = public_names(gift), things_in_short(gift)
    return Thanked(gift.pk, who, what, gift.story, gift.given_on, number or gift.old_number, certificate is not None)


def wall_of(year: int | None) -> QuerySet[Gift]:
    """The wall of thanks, for one year or all."""
    gifts = Gift.objects.on_the_wall()
    if year is not None:
        gifts = gifts.filter(
            decided_at__gte=at(date(year, 1, 1), time.min), decided_at__lt=at(date(year + 1, 1, 1), time.min)
        )
    return told(gifts)


def years_of_wall() -> list[int]:
    """The years from the first gift on the wall to the last, newest first; one query, answered by an index."""
    ends = Gift.objects.on_the_wall().order_by().aggregate(first=Min("decided_at"), last=Max("decided_at"))
    if ends["first"] is None:
        return []
    first, last = (timezone.localdate(ends[each]).year for each in ("first", "last"))
    return list(range(last, first - 1, -1))


def gifts_of(user: User) -> list[Gift]:
    """A user's gifts and offers, with certificates and where the things are now."""
    standing = Placement.objects.filter(during__endswith__isnull=True).select_related("room__kind")
    items = Item.objects.prefetch_related(Prefetch("placements", standing, to_attr="standing"))
    return list(told(Gift.objects.of(user)).prefetch_related(Prefetch("items", items)).order_by("-offered_at", "-pk"))


def gift_for(user: User, pk: int) -> Gift | None:
    """One gift, if the user gave it or manages gifts."""
    gifts = Gift.objects.all() if user.has_perm("donations.view_gift") else Gift.objects.of(user)
    return told(gifts).filter(pk=pk).first()


def certificates_of(gift: Gift) -> list[Certificate]:
    """The certificates of a gift's donors, each once; no query after `told`."""
    found = {giver.certificate.pk: giver.certificate for giver in gift.givers.all() if giver.certificate}
    return list(found.values())


def on_the_wall(pk: int) -> Gift | None:
    """One gift, if it is public at present; four queries."""
    return told(Gift.objects.on_the_wall()).filter(pk=pk).first()
