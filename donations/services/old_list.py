"""Gifts of the old paper list, inserted in bulk."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone
from psycopg2.extras import DateTimeTZRange
from simple_history.utils import bulk_create_with_history

from community.audit import acting_as
from community.models import User
from community.only_added import forget
from community.ranges import at
from community.workbooks.runs import forget_before
from donations.enums import GiftState, Publicity
from donations.models import Donor, Gift, GiftImport, GiftLine, Giver, Item, Placement

MORNING = time(9)
LISTED = "旧台账"
LIST_KEPT_FOR = timedelta(days=90)


@dataclass(slots=True)
class OldGift:
    """A gift in the list: who, when, what (thing, count, unit), and where it is."""

    number: str
    day: date
    givers: list[tuple[str, str]]  # kind and name
    lines: list[tuple[str, int, str]] = field(default_factory=list)
    amount: Decimal | None = None
    value: Decimal | None = None
    use: str = ""
    publicity: str = Publicity.NEIGHBOUR
    place: str = ""


def write_old_gifts(*, gifts: Sequence[OldGift], by: User | None) -> list[dict[str, Any]]:
    """Insert accepted gifts with their dates, without notifications; returns what was created, for
    `take_back_old_gifts`.

    A donor without a login who has the same name in an earlier list is reused. Runs in the caller's transaction.
    """
    with transaction.atomic(), acting_as(by):
        known = _known_donors()
        new = {}
        for key in (key for gift in gifts for key in gift.givers):
            if key not in known and key not in new:
                new[key] = Donor(kind=key[0], name=key[1])
        made = bulk_create_with_history(list(new.values()), Donor, batch_size=1000, default_user=by)
        donors = known | dict(zip(new, made, strict=True))
        fresh = {donor.pk for donor in made}
        rows = bulk_create_with_history([_gift(each, by) for each in gifts], Gift, batch_size=1000, default_user=by)
        named = [
            Giver(gift=row, donor=donors[key])
            for each, row in zip(gifts, rows, strict=True)
            for key in dict.fromkeys(each.givers)
        ]
        Giver.objects.bulk_create(named, batch_size=2000)
        _write_things(gifts, rows, by)
    said = []
    for each, row in zip(gifts, rows, strict=True):
        keys = [donors[key].pk for key in dict.fromkeys(each.givers)]
        said.append({"gift": row.pk, "donors": keys, "new": [key for key in keys if key in fresh]})
        fresh.difference_update(keys)
    return said


def _known_donors() -> dict[tuple[str, str], Donor]:
    listed = Donor.objects.filter(user=None, nameless_at=None, given__gift__paper_number__gt="").exclude(name="")
    return {(each.kind, each.name): each for each in listed.distinct()}


def _gift(old: OldGift, by: User | None) -> Gift:
    moment = at(old.day, MORNING)
    source = {"valued_by": LISTED, "valued_how": LISTED} if old.value is not None else {}
    return Gift(
        state=GiftState.ACCEPTED,
        wished_use=old.use,
        publicity=old.publicity,
        amount=old.amount,
        value=old.value,
        paper_number=old.number,
        offered_at=moment,
        offered_by=by,
        decided_at=moment,
        decided_by=by,
        **source,
    )


def _write_things(gifts: Sequence[OldGift], rows: Sequence[Gift], by: User | None) -> None:
    lines, items, places = [], [], []
    for old, row in zip(gifts, rows, strict=True):
        for position, (what, count, unit) in enumerate(old.lines, start=1):
            lines.append(GiftLine(gift=row, what=what, count=count, unit=unit, accepted=count))
            items.append(Item(gift=row, position=position, what=what, count=count, unit=unit))
            places.append((old.place, row.decided_at))
    GiftLine.objects.bulk_create(lines, batch_size=2000)
    made = bulk_create_with_history(items, Item, batch_size=1000, default_user=by)
    Placement.objects.bulk_create(
        (
            Placement(item=item, place=place, during=DateTimeTZRange(since, None), placed_by=by)
            for item, (place, since) in zip(made, places, strict=True)
            if place
        ),
        batch_size=2000,
    )


def take_back_old_gifts(*, made: Sequence[dict[str, Any]], by: User | None) -> int:
    """Undo an import; returns the number of gifts used since then, in which case nothing is undone."""
    keys = sorted({each["gift"] for each in made if "gift" in each})
    new = sorted({key for each in made for key in each.get("new", ())})
    with transaction.atomic(), acting_as(by):
        list(Donor.objects.select_for_update().filter(pk__in=new).order_by("pk").values_list("pk"))
        gifts = Gift.objects.select_for_update().filter(pk__in=keys).order_by("pk")
        merged = Donor.objects.filter(pk__in=new, nameless_at__isnull=False).count()
        used = len(keys) - len(gifts) + merged + len(_used(keys) | _used_by_donor(new, keys))
        if used:
            return used
        Placement.objects.filter(item__gift__in=keys).delete()
        things = list(Item.objects.filter(gift__in=keys).values_list("pk", flat=True))
        # Without Django's signals, which would write a history row with the name.
        Item.objects.filter(pk__in=things)._raw_delete("default")
        Giver.objects.filter(gift__in=keys).delete()
        GiftLine.objects.filter(gift__in=keys).delete()
        Gift.objects.filter(pk__in=keys)._raw_delete("default")
        Donor.objects.filter(pk__in=new)._raw_delete("default")
        for model, pks in ((Item, things), (Gift, keys), (Donor, new)):
            forget(model.history.filter(id__in=pks))
    return 0


def forget_old_lists() -> None:
    """Delete workbooks and their rows once they are not needed for undoing or correcting."""
    forget_before(GiftImport, timezone.now() - LIST_KEPT_FOR)


def _used(keys: list[int]) -> set[int]:
    """The gifts that were changed since, or on which something depends."""
    gifts = Gift.objects.filter(pk__in=keys)
    changed = set(Gift.history.filter(id__in=keys, history_type="~").values_list("id", flat=True))
    things = Item.history.filter(gift__in=keys, history_type="~").values_list("gift_id", flat=True)
    hanging = ("givers__certificate", "items__loans", "items__repairs", "photos", "consents", "slip", "batches")
    for name in hanging:
        changed |= set(gifts.filter(**{f"{name}__isnull": False}).values_list("pk", flat=True))
    moved = Placement.objects.filter(item__gift__in=keys, during__endswith__isnull=False)
    return changed | set(things) | set(moved.values_list("item__gift", flat=True))


def _used_by_donor(donors: list[int], keys: list[int]) -> set[int]:
    """Gifts whose new donors were changed, or are used elsewhere by now."""
    others = Giver.objects.filter(donor__in=donors).exclude(gift__in=keys).values_list("gift", flat=True)
    changed = Donor.history.filter(id__in=donors, history_type="~").values_list("id", flat=True)
    return set(others) | set(Giver.objects.filter(donor__in=list(changed)).values_list("gift", flat=True))
