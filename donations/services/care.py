"""Repairs of things, and their cost."""

from decimal import Decimal

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from community.typed_words import require_words
from donations.enums import ItemState
from donations.models import Item, Repair
from donations.rules.people import require_staff
from donations.services.items import at_home, living, require_back, set_state
from donations.services.locking import lock_item

MOST_COST = Decimal(1_000_000)


def begin_repair(*, item: Item, fault: str, by: User, workshop: str = "") -> Repair:
    """Record that a thing is broken, and who repairs it. Raises not_allowed, reason_needed, retired, lent,
    in_repair.
    """
    require_staff(by)
    fault = require_words(fault, "reason_needed", _("Please say what is broken."))
    with transaction.atomic(), acting_as(by):
        item = living(item)
        require_back(item)
        with refusing({"donations_repair_one_at_a_time": _in_repair}):
            repair = Repair.objects.create(item=item, fault=fault, workshop=workshop.strip()[:100], began_by=by)
        set_state(item, ItemState.IN_REPAIR)
    return repair


def end_repair(*, repair: Repair, cost: Decimal, by: User, outcome: str = "") -> Repair:
    """Record that a thing is repaired, or cannot be, and the cost in yuan, 0 if it was free.

    Raises not_allowed, bad_state, bad_cost.
    """
    require_staff(by)
    if not 0 <= cost < MOST_COST or cost != cost.quantize(Decimal("0.01")):
        raise Invalid("bad_cost", _("The cost is 0 or more, with two decimals at most."))
    with transaction.atomic(), acting_as(by):
        item = lock_item(repair.item)
        repair = Repair.objects.select_for_update().get(pk=repair.pk)
        if repair.ended_at is not None:
            raise Conflict("bad_state", _("This repair is already over."))
        repair.cost, repair.outcome = cost, outcome.strip()[:200]
        repair.ended_at, repair.ended_by = timezone.now(), by
        repair.save()
        if item.state == ItemState.IN_REPAIR:
            set_state(item, at_home(item))
    return repair


def _in_repair() -> Conflict:
    return Conflict("in_repair", _("It is in repair, which has to end first."))
