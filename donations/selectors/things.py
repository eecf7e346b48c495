"""Things: where they are, their numbers, and counting them."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from community.models import Certificate
from donations.enums import GiftState, ItemState, Publicity
from donations.models import Gift, Giver, Item, Loan, Placement, Repair, StockCount, StockTake
from donations.rules.thanks import public_names
from rooms.models import Room

IN_ROOM_SHOWN = 12
SHOWN = 10
# Not expected in any room.
AWAY = (ItemState.RETIRED, ItemState.LENT, ItemState.IN_REPAIR)


def expected_in(room: Room | int) -> QuerySet[Item]:
    """The things that should be in a room now."""
    return Item.objects.filter(placements__room=room, placements__during__endswith__isnull=True).exclude(state__in=AWAY)


def number_of(item: Item) -> str:
    """A thing's number, from its gift's certificate: JZ2026-000128/3; empty before there is one. One query."""
    number = (
        Certificate.objects.filter(givers__gift=item.gift_id).order_by("pk").values_list("number", flat=True).first()
    )
    return f"{number}/{item.position}" if number else ""


def place_of(item: Item) -> Placement | None:
    """Where a thing is now."""
    return item.placements.filter(during__endswith__isnull=True).select_related("room__kind").first()


def given_to_room(room: int) -> list[tuple[str, str, str]]:
    """Gifts in a room, each with the thing, its donors, and its page; four queries."""
    standing = Placement.objects.filter(room_id=room, during__endswith__isnull=True).order_by("-pk")
    shown = standing.filter(item__gift__state=GiftState.ACCEPTED).exclude(item__gift__publicity=Publicity.NOTHING)
    found = shown.select_related("item__gift").prefetch_related("item__gift__givers__donor")[:IN_ROOM_SHOWN]
    return [(str(each.item), public_names(each.item.gift), each.item.get_absolute_url()) for each in found]


def numbered(items: Iterable[Item]) -> list[tuple[Item, str]]:
    """Things with their numbers; one query for all."""
    items = list(items)
    found = Giver.objects.filter(gift__in={item.gift_id for item in items}, certificate__isnull=False)
    numbers: dict[int, str] = {}
    for gift, number in found.order_by("certificate").values_list("gift", "certificate__number"):
        numbers.setdefault(gift, number)
    return [(item, f"{numbers[item.gift_id]}/{item.position}" if item.gift_id in numbers else "") for item in items]


def uses_of(gift: Gift) -> list[str]:
    """The permitted uses of a restricted gift: the donor's own first, then those agreed to; otherwise empty."""
    if not gift.use_binds:
        return []
    agreed = gift.consents.filter(said_yes=True).order_by("pk").values_list("use", flat=True)
    return [gift.wished_use, *agreed]


def stock_take_at(item: Item) -> StockTake | None:
    """The stock-taking in progress where a thing is."""
    placed = item.placements.filter(during__endswith__isnull=True, room__isnull=False)
    return StockTake.objects.filter(ended_at=None, room__in=placed.values("room")).select_related("room").first()


@dataclass(frozen=True, slots=True)
class RoomToCount:
    """A room, the number of things expected there, and the stock-taking in progress."""

    room: Room
    things: int
    take: StockTake | None


def rooms_to_count() -> list[RoomToCount]:
    """Every room in use, in order; three queries."""
    counted = (
        Placement.objects.filter(during__endswith__isnull=True, room__isnull=False)
        .values_list("room")
        .annotate(things=Count("pk"))
    )
    things, takes = dict(counted), {take.room_id: take for take in StockTake.objects.filter(ended_at=None)}
    rooms = Room.objects.filter(is_active=True).select_related("kind")
    return [RoomToCount(room, things.get(room.pk, 0), takes.get(room.pk)) for room in rooms]


def stock_takes_done() -> QuerySet[StockTake]:
    """The latest finished stock-takings."""
    return StockTake.objects.filter(ended_at__isnull=False).select_related("room")[:SHOWN]


def to_find(take: StockTake) -> QuerySet[Item]:
    """Things expected in the room that have not been counted; once it is over, only the missing ones."""
    counted = StockCount.objects.filter(take=take, item=OuterRef("pk"))
    expected = expected_in(take.room_id)
    if take.ended_at is not None:
        expected = expected.filter(state=Item.State.MISSING)
    return expected.filter(~Exists(counted)).order_by("gift", "position")


def counts_of(take: StockTake) -> dict[str, int]:
    """How many things were found, how many of them elsewhere, and how many are incomplete."""
    less = Q(found__lt=Subquery(Item.objects.filter(pk=OuterRef("item")).values("count")))
    return take.counts.aggregate(
        less=Count("pk", filter=less), elsewhere=Count("pk", filter=Q(is_elsewhere=True)), things=Count("pk")
    )


def overdue_and_open(day: object) -> QuerySet[Loan]:
    """Loans that should be back, the most overdue first."""
    return Loan.objects.filter(returned_at=None, due_on__lt=day).select_related("item", "borrower").order_by("due_on")


def open_repairs() -> QuerySet[Repair]:
    """Things in repair, the longest first."""
    return Repair.objects.filter(ended_at=None).select_related("item").order_by("began_at")


def open_stock_takes() -> QuerySet[StockTake]:
    """Stock-takings in progress."""
    return StockTake.objects.filter(ended_at=None).select_related("room").order_by("began_at")
