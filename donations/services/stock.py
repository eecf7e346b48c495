"""Stock-taking, one room at a time: what is found, what is missing, and what belongs elsewhere."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing
from community.models import User
from donations.enums import ItemState
from donations.models import Item, Placement, StockCount, StockTake
from donations.rules.people import require_staff
from donations.selectors import AWAY, expected_in
from donations.services.items import at_home, place_item, set_state
from rooms.models import Room


def begin_stock_take(*, room: Room, by: User) -> StockTake:
    """Start counting a room. Raises not_allowed, and counted_now if it is being counted already."""
    require_staff(by)
    with refusing({"donations_stock_take_one_a_room": _counted_now}):
        return StockTake.objects.create(room=room, began_by=by)


def count_item(*, take: StockTake, item: Item, by: User, found: int | None = None) -> StockCount:
    """Record that a thing was found, in full or `found` pieces of it; counting it again corrects that.

    Raises not_allowed, ended, retired, and too_many for more pieces than exist.
    """
    require_staff(by)
    with transaction.atomic():
        item = Item.objects.select_for_update().get(pk=item.pk)
        take = StockTake.objects.select_for_update(no_key=True).get(pk=take.pk)
        _require_open(take)
        if item.state == ItemState.RETIRED:
            raise Conflict("retired", _("This thing is retired."))
        pieces = item.count if found is None else found
        if not 0 < pieces <= item.count:
            raise Invalid("too_many", _("There are only %(count)d of it.") % {"count": item.count})
        stands = Placement.objects.filter(item=item, during__endswith__isnull=True).select_related("room").first()
        is_elsewhere = stands is None or stands.room_id != take.room_id
        count, _made = StockCount.objects.update_or_create(
            take=take,
            item=item,
            defaults={
                "found": pieces,
                "is_elsewhere": is_elsewhere,
                "was_at": str(stands or "")[:130] if is_elsewhere else "",
                "at": timezone.now(),
                "by": by,
            },
        )
    return count


def end_stock_take(*, take: StockTake, by: User) -> StockTake:
    """Finish: things not found are missing, and things from elsewhere are now placed here.

    A restricted gift keeps its place, for staff to carry it back. Raises not_allowed, ended.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        # Things before the stock-taking, in the same order as when counting.
        things = expected_in(take.room_id)
        keys = set(things.values_list("pk", flat=True)) | set(take.counts.values_list("item", flat=True))
        locked = {each.pk: each for each in Item.objects.select_for_update().filter(pk__in=keys).order_by("pk")}
        take = StockTake.objects.select_for_update(no_key=True).get(pk=take.pk)
        _require_open(take)
        counts = {each.item_id: each for each in take.counts.all()}
        expected = set(expected_in(take.room_id).values_list("pk", flat=True))
        missing = [locked[pk] for pk in sorted(expected - counts.keys()) if pk in locked]
        for item in missing:
            if item.state != ItemState.MISSING:
                set_state(item, ItemState.MISSING)
        for pk, count in sorted(counts.items()):
            _is_here(locked[pk], count, take, by)
        take.ended_at, take.ended_by = timezone.now(), by
        take.expected, take.missing = len(expected), len(missing)
        take.save()
    return take


def _is_here(item: Item, count: StockCount, take: StockTake, by: User) -> None:
    if item.state == ItemState.MISSING:
        set_state(item, at_home(item))
    if not count.is_elsewhere or item.state in AWAY:
        return
    stood = Placement.objects.filter(item=item).order_by("-pk").first()
    try:
        with transaction.atomic():
            place_item(item=item, by=by, room=take.room, use=stood.use if stood else "")
    except DomainError:  # restricted to another use
        return


def _require_open(take: StockTake) -> None:
    if take.ended_at is not None:
        raise Conflict("ended", _("This stock-taking is over."))


def _counted_now() -> Conflict:
    return Conflict("counted_now", _("This room is already being counted."))
