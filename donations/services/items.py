"""A thing's life: where it stands, who borrows it, how it ends."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.models import User
from community.ranges import today
from donations.enums import ItemState
from donations.models import Item, Loan, Placement
from donations.services.common import lock_item, require_staff, sign, tell_givers
from rooms.models import Room

# States between which staff choose; a thing is retired by two.
CHOSEN = (ItemState.IN_STORE, ItemState.IN_USE, ItemState.IN_REPAIR, ItemState.MISSING)


def place_item(*, item: Item, by: User, room: Room | None = None, place: str = "") -> Placement:
    """Put a thing into a room or another place, from now on; it leaves where it stood.

    Raises not_allowed, nowhere, retired.
    """
    require_staff(by)
    place = place.strip()[:60]
    if room is None and not place:
        raise Invalid("nowhere", _("Please say where the thing stands."))
    with transaction.atomic():
        item = _living(item)
        now = timezone.now()
        for stood in Placement.objects.filter(item=item, during__endswith__isnull=True):
            stood.during = DateTimeTZRange(stood.during.lower, max(now, stood.during.lower))
            # Moved twice in one moment: it stood there for no time at all.
            stood.delete() if stood.during.isempty else stood.save(update_fields=["during"])
        placed = Placement.objects.create(
            item=item, room=room, place=place, during=DateTimeTZRange(now, None), placed_by=by
        )
        if room is not None and item.state != ItemState.IN_USE:
            _set(item, ItemState.IN_USE, by)
            tell_givers(item.gift, "gift_in_room", {"item": item, "room": room})
    return placed


def set_item_state(*, item: Item, state: str, by: User) -> Item:
    """Note that a thing is in store, in use, in repair or missing. Raises not_allowed, unknown, retired."""
    require_staff(by)
    if state not in CHOSEN:
        raise Invalid("unknown", _("Please choose one of the answers."))
    with transaction.atomic():
        item = _living(item)
        _set(item, ItemState(state), by)
    return item


def lend_item(*, item: Item, borrower: User, due_on: date, by: User, count: int = 1) -> Loan:
    """Lend pieces of a thing until a day.

    Raises not_allowed, past, retired, unknown, bad_state, and all_lent where too few are left.
    """
    require_staff(by)
    if due_on < today():
        raise Invalid("past", _("The day to bring it back has passed already."))
    if count < 1:
        raise Invalid("unknown", _("One piece at least is lent."))
    try:
        with transaction.atomic():
            item = _living(item)
            if item.state in (ItemState.IN_REPAIR, ItemState.MISSING):
                raise Conflict("bad_state", _("It cannot be lent as it is now."))
            return Loan.objects.create(item=item, borrower=borrower, due_on=due_on, count=count, lent_by=by)
    except IntegrityError as error:
        raise Conflict("all_lent", _("So many are not left to lend.")) from error


def take_back_item(*, loan: Loan, by: User) -> Loan:
    """Note that what was lent is back. Raises not_allowed, bad_state."""
    require_staff(by)
    with transaction.atomic():
        loan = Loan.objects.select_for_update().get(pk=loan.pk)
        if loan.returned_at is not None:
            raise Conflict("bad_state", _("This came back already."))
        loan.returned_at = timezone.now()
        loan.save(update_fields=["returned_at"])
    return loan


def ask_to_retire_item(*, item: Item, by: User, reason: str) -> Item:
    """Sign first that a thing has served its time. Raises not_allowed, reason_needed, retired, lent."""
    require_staff(by)
    if not reason.strip():
        raise Invalid("reason_needed", _("Please say why; the giver will read it."))
    with transaction.atomic():
        item = _living(item)
        _require_back(item)
        item.retire_asked_by, item.retire_reason = by, reason.strip()[:200]
        sign(item, by)
        item.save()
    return item


def retire_item(*, item: Item, by: User) -> Item:
    """Sign second; the giver is told kindly, and the certificate stays valid.

    Raises not_allowed, not_asked, same_person, retired, lent.
    """
    require_staff(by)
    with transaction.atomic():
        item = _living(item)
        _require_back(item)
        if not item.retire_reason:
            raise Conflict("not_asked", _("Somebody signs first and says why."))
        if item.retire_asked_by_id == by.pk:
            raise Invalid("same_person", _("Another colleague signs the second time."))
        now = timezone.now()
        item.retired_at, item.retired_by = now, by
        _set(item, ItemState.RETIRED, by)
        for stood in Placement.objects.filter(item=item, during__endswith__isnull=True):
            stood.during = DateTimeTZRange(stood.during.lower, max(now, stood.during.lower), "[]")
            stood.save(update_fields=["during"])
        tell_givers(item.gift, "gift_retired", {"item": item})
    return item


def remind_of_loans(day: date | None = None) -> int:
    """Remind those whose loan is due by tomorrow, once each; how many."""
    soon = (day or today()).toordinal() + 1
    due = Loan.objects.filter(
        returned_at=None, reminded_at=None, borrower__isnull=False, due_on__lte=date.fromordinal(soon)
    )
    reminded = 0
    for pk in list(due.values_list("pk", flat=True)):
        with transaction.atomic():
            loan = due.select_for_update(skip_locked=True, of=["self"]).filter(pk=pk).first()
            if loan is None or loan.borrower is None:
                continue
            loan.reminded_at = timezone.now()
            loan.save(update_fields=["reminded_at"])
            notify(user=loan.borrower, kind="gift_loan_due", context={"loan": loan}, path=loan.item.get_absolute_url())
            reminded += 1
    return reminded


def _living(item: Item) -> Item:
    item = lock_item(item)
    if item.state == ItemState.RETIRED:
        raise Conflict("retired", _("This thing is retired."))
    return item


def _require_back(item: Item) -> None:
    if item.loans.filter(returned_at=None).exists():
        raise Conflict("lent", _("Some of it is lent; it comes back first."))


def _set(item: Item, state: ItemState, by: User) -> None:
    item.state = state
    sign(item, by)
    item.save()
