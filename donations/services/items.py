"""Things: placing, lending, and retiring them."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg2.extras import DateTimeTZRange

from community.audit import acting_as
from community.delivery.notify import notify
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from community.photos import check_photo
from community.ranges import today
from community.typed_words import require_reason
from donations.enums import ItemState
from donations.models import Item, Loan, Placement
from donations.rules.people import require_staff
from donations.services.locking import lock_item
from donations.services.telling import tell_givers
from rooms.models import Room

# Staff choose between these states; loans and repairs set their own, and two people retire a thing.
CHOSEN = (ItemState.IN_STORE, ItemState.IN_USE, ItemState.MISSING)


def place_item(*, item: Item, by: User, room: Room | None = None, place: str = "", use: str = "") -> Placement:
    """Put a thing into a room or another place from now on, ending its previous placement.

    For a restricted gift, `use` says for which use it is there. Raises not_allowed, nowhere, retired, and use_binds
    if the donor neither set this use nor agreed to it.
    """
    require_staff(by)
    place = place.strip()[:60]
    if room is None and not place:
        raise Invalid("nowhere", _("Please say where the thing is."))
    with transaction.atomic(), acting_as(by):
        item = living(item)
        placed = _put(item, room, place, use.strip()[:100], by)
        if room is not None and item.state in (ItemState.IN_STORE, ItemState.MISSING):
            set_state(item, ItemState.IN_USE)
            tell_givers(item.gift, "gift_in_room", {"item": item, "room": room})
    return placed


def _put(item: Item, room: Room | None, place: str, use: str, by: User) -> Placement:
    now = timezone.now()
    leave_place(item, now)
    with refusing({"donations_placement_use_binds": _use_binds}):
        return Placement.objects.create(
            item=item, room=room, place=place, use=use, during=DateTimeTZRange(now, None), placed_by=by
        )


def _use_binds() -> Invalid:
    return Invalid("use_binds", _("The donor restricted this gift to one use. Another needs their recorded consent."))


def leave_place(item: Item, now: datetime) -> None:
    """End the current placement of a locked thing."""
    for stood in Placement.objects.filter(item=item, during__endswith__isnull=True):
        if now <= stood.during.lower:  # it stood there for no time
            stood.delete()
        else:
            stood.during = DateTimeTZRange(stood.during.lower, now)
            stood.save(update_fields=["during"])


def set_item_state(*, item: Item, state: str, by: User) -> Item:
    """Record that a thing is in storage, in use or missing. Raises not_allowed, unknown, retired, lent, in_repair."""
    require_staff(by)
    if state not in CHOSEN:
        raise Invalid("unknown", _("Please choose one of the answers."))
    with transaction.atomic(), acting_as(by):
        item = living(item)
        if item.state == ItemState.IN_REPAIR:
            raise Conflict("in_repair", _("It is in repair, which has to end first."))
        if state != ItemState.MISSING:
            require_back(item)
        set_state(item, ItemState(state))
    return item


def lend_item(*, item: Item, borrower: User, due_on: date, by: User, count: int = 1) -> Loan:
    """Lend pieces of a thing until a day; once all are out, the thing itself counts as lent.

    Raises not_allowed, past, retired, unknown, bad_state, and all_lent if too few are left.
    """
    require_staff(by)
    if due_on < today():
        raise Invalid("past", _("The day of return has already passed."))
    if count < 1:
        raise Invalid("unknown", _("Please lend at least one piece."))
    try:
        with transaction.atomic(), acting_as(by):
            item = living(item)
            if item.state in (ItemState.IN_REPAIR, ItemState.MISSING):
                raise Conflict("bad_state", _("It cannot be lent in its present state."))
            loan = Loan.objects.create(item=item, borrower=borrower, due_on=due_on, count=count, lent_by=by)
            if _pieces_out(item) == item.count:
                set_state(item, ItemState.LENT)
            return loan
    except IntegrityError as error:
        raise Conflict("all_lent", _("There are not that many left to lend.")) from error


def take_back_item(*, loan: Loan, by: User) -> Loan:
    """Record the return of a loan. Raises not_allowed, bad_state."""
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        item = lock_item(loan.item)  # before the loan, in the same order as when lending
        loan = Loan.objects.select_for_update().get(pk=loan.pk)
        if loan.returned_at is not None:
            raise Conflict("bad_state", _("This was already returned."))
        loan.returned_at = timezone.now()
        loan.save(update_fields=["returned_at"])
        if item.state == ItemState.LENT:
            set_state(item, at_home(item))
    return loan


def at_home(item: Item) -> ItemState:
    """The state of a returned thing: in use if it is placed in a room, otherwise in storage."""
    in_room = item.placements.filter(during__endswith__isnull=True, room__isnull=False).exists()
    return ItemState.IN_USE if in_room else ItemState.IN_STORE


def _pieces_out(item: Item) -> int:
    return int(item.loans.filter(returned_at=None).aggregate(out=Sum("count"))["out"] or 0)


def photograph_item(*, item: Item, photo: Any, by: User) -> Item:
    """Save a photo of a thing, for its page. Raises not_allowed, retired, not_a_photo."""
    require_staff(by)
    try:
        check_photo(photo)
    except ValidationError as error:
        raise Invalid("not_a_photo", " ".join(error.messages)) from error
    with transaction.atomic(), acting_as(by):
        item = living(item)
        before = item.photo.name
        item.photo = photo
        item.save()
        if before:
            old = Item(photo=before).photo
            transaction.on_commit(lambda: old.delete(save=False))
    return item


def ask_to_retire_item(*, item: Item, by: User, reason: str) -> Item:
    """Ask to retire a thing, as the first signatory. Raises not_allowed, reason_needed, retired, lent."""
    require_staff(by)
    reason = require_reason(reason)
    with transaction.atomic(), acting_as(by):
        item = living(item)
        require_back(item)
        item.retire_asked_by, item.retire_reason = by, reason
        item.save()
    return item


def retire_item(*, item: Item, by: User) -> Item:
    """Retire a thing, as the second signatory; the donor is thanked, and the certificate stays valid.

    Raises not_allowed, not_asked, same_person, retired, lent.
    """
    require_staff(by)
    with transaction.atomic(), acting_as(by):
        item = living(item)
        require_back(item)
        if not item.retire_reason:
            raise Conflict("not_asked", _("Someone has to sign first, saying why."))
        if item.retire_asked_by_id == by.pk:
            raise Invalid("same_person", _("Another colleague has to sign as the second person."))
        item.retired_at, item.retired_by = timezone.now(), by
        set_state(item, ItemState.RETIRED)
        leave_place(item, item.retired_at)
        tell_givers(item.gift, "gift_retired", {"item": item})
    return item


def remind_of_loans(day: date | None = None) -> int:
    """Remind borrowers of loans due by tomorrow, once each; returns how many."""
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


def living(item: Item) -> Item:
    item = lock_item(item)
    if item.state == ItemState.RETIRED:
        raise Conflict("retired", _("This thing is retired."))
    return item


def require_back(item: Item) -> None:
    if item.loans.filter(returned_at=None).exists():
        raise Conflict("lent", _("Some of it is lent, and has to be returned first."))


def set_state(item: Item, state: ItemState) -> None:
    item.state = state
    item.save()
