"""Read access to gifts for pages and other apps."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, F, Max, Min, Prefetch, QuerySet
from django.utils import timezone

from community.models import Certificate, User
from community.prepared import IsAnyOf, Prepared
from community.ranges import at
from donations.models import Gift, GiftLine, Giver, Item, Placement
from donations.rules.thanks import in_short, names_of


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


# The columns that the wall shows.
_ON_THE_WALL = ("publicity", "amount", "story", "paper_number", "offered_at", "decided_at")
_LINES = Prepared(lambda gifts: GiftLine.objects.filter(IsAnyOf(F("gift"), gifts)), gifts=ArrayField(BigIntegerField()))
_GIVERS = Prepared(
    lambda gifts: (
        Giver.objects.filter(IsAnyOf(F("gift"), gifts))
        .select_related("donor", "certificate")
        .only("gift_id", "donor__kind", "donor__name", "certificate__number")
    ),
    gifts=ArrayField(BigIntegerField()),
)


def thanked(gifts: Iterable[Gift]) -> list[Thanked]:
    """The gifts of the wall as shown to the public; two queries for any number, none for no gifts."""
    shown = list(gifts)
    if not shown:
        return []
    keys = [gift.pk for gift in shown]
    lines: dict[int, list[GiftLine]] = defaultdict(list)
    givers: dict[int, list[Giver]] = defaultdict(list)
    for line in _LINES(gifts=keys):
        lines[line.gift_id].append(line)
    for giver in _GIVERS(gifts=keys):
        givers[giver.gift_id].append(giver)
    return [_thanked(gift, lines[gift.pk], givers[gift.pk]) for gift in shown]


def _thanked(gift: Gift, lines: list[GiftLine], givers: list[Giver]) -> Thanked:
    certificate = next((giver.certificate for giver in givers if giver.certificate), None)
    number = certificate.number if certificate else ""
    who, what = names_of(gift, givers), in_short(gift, lines)
    return Thanked(gift.pk, who, what, gift.story, gift.given_on, number or gift.old_number, certificate is not None)


def wall_of(year: int | None) -> QuerySet[Gift]:
    """The wall of thanks, for one year or all; for `thanked`."""
    gifts = Gift.objects.on_the_wall().only(*_ON_THE_WALL)
    if year is not None:
        gifts = gifts.filter(
            decided_at__gte=at(date(year, 1, 1), time.min), decided_at__lt=at(date(year + 1, 1, 1), time.min)
        )
    return gifts


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
