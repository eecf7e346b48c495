"""Workbook downloads of donations; names are masked for users without permission to change."""

from collections.abc import Iterable

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from community.names import mask_name
from community.spreadsheets import workbook
from donations import selectors
from donations.models import Donor, Gift, Item, Loan, Repair
from donations.rules.thanks import things_in_short


def _name(name: str, *, shows_names: bool) -> str:
    return name if shows_names else mask_name(name)


def gifts_workbook(gifts: Iterable[Gift], *, shows_names: bool) -> bytes:
    """Gifts, as read by `selectors.told`."""
    header = [
        *(_("offered"), _("decided"), _("state"), _("donors"), _("things"), _("Amount"), _("Value"), _("Meant for")),
        *(_("certificates"), _("number in the old paper list")),
    ]
    return workbook(header, (_gift(each, shows_names) for each in gifts))


def _gift(gift: Gift, shows_names: bool) -> list[object]:
    givers = "、".join(
        _name(giver.donor.name or str(giver.donor), shows_names=shows_names) for giver in gift.givers.all()
    )
    numbers = "、".join(each.number for each in selectors.certificates_of(gift))
    decided = localdate(gift.decided_at) if gift.decided_at else ""
    return [
        *(localdate(gift.offered_at), decided, str(gift.get_state_display()), givers, things_in_short(gift)),
        *(gift.amount, gift.value, gift.wished_use, numbers, gift.old_number),
    ]


def items_workbook(items: Iterable[Item], *, shows_names: bool) -> bytes:
    """Things with their numbers and places."""
    header = [_("number"), _("code"), _("what"), _("how many"), _("counted in"), _("state"), _("where it is")]
    rows = (
        [number, item.code, item.what, item.count, item.unit, str(item.get_state_display()), _place(item)]
        for item, number in selectors.numbered(items)
    )
    return workbook(header, rows)


def _place(item: Item) -> str:
    return "、".join(str(each) for each in item.placements.all() if each.during.upper is None)


def donors_workbook(donors: Iterable[Donor], *, shows_names: bool) -> bytes:
    """Donors."""
    header = [_("kind"), _("name"), _("unified social credit code")]
    rows = (
        [str(each.get_kind_display()), _name(each.name or str(each), shows_names=shows_names), each.credit_code]
        for each in donors
    )
    return workbook(header, rows)


def loans_workbook(loans: Iterable[Loan], *, shows_names: bool) -> bytes:
    """Current and past loans."""
    header = [_("thing"), _("how many"), _("borrower"), _("lent"), _("due"), _("returned")]
    rows = (
        [
            *(str(each.item), each.count),
            _name(each.borrower.name, shows_names=shows_names) if each.borrower else "",
            *(localdate(each.lent_at), each.due_on, localdate(each.returned_at) if each.returned_at else ""),
        ]
        for each in loans
    )
    return workbook(header, rows)


def repairs_workbook(repairs: Iterable[Repair], *, shows_names: bool) -> bytes:
    """Repairs and their cost."""
    header = [_("thing"), _("what is broken"), _("who repairs it"), _("began"), _("ended"), _("cost, in yuan")]
    rows = (
        [
            *(str(each.item), each.fault, each.workshop, localdate(each.began_at)),
            *(localdate(each.ended_at) if each.ended_at else "", each.cost),
        ]
        for each in repairs
    )
    return workbook(header, rows)
