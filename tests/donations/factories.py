"""Factories of donations, made through the services."""

from datetime import timedelta

from community.models import Certificate, User
from community.ranges import today
from donations import services
from donations.models import Donor, Gift, GiftLine, Item
from tests.factories import StaffFactory, UserFactory


def offer(user: User | None = None, *, name: str = "欧阳𪨧", lines=(("钢琴", 1, "架"),), by=None, **fields) -> Gift:
    """An offer made by a resident; a piano."""
    user = user or UserFactory(name=name)
    gift = Gift(**fields)
    things = [GiftLine(what=what, count=count, unit=unit) for what, count, unit in lines]
    return services.offer_gift(gift=gift, lines=things, donors=[Donor(name=name, user=user)], by=by or user)


def accepted(user: User | None = None, **fields) -> Gift:
    """A gift that staff accepted."""
    return services.accept_gift(gift=offer(user, **fields), by=StaffFactory())


def counted(gift: Gift) -> Gift:
    """A gift of money that two people counted."""
    slip = services.count_cash(gift=gift, amount=gift.amount, by=StaffFactory())
    services.confirm_cash(slip=slip, amount=gift.amount, by=StaffFactory())
    return gift


def thanked(user: User | None = None, **fields) -> tuple[Gift, Certificate]:
    """A gift with its certificate."""
    gift = accepted(user, **fields)
    if gift.amount is not None:
        counted(gift)
    [certificate] = services.issue_certificates(gifts=[gift], by=StaffFactory())
    return gift, certificate


def thing(count: int = 1, **fields) -> Item:
    """An accepted thing, or a lot of `count`."""
    return accepted(lines=[("图书", count, "册")], **fields).items.get()


def in_days(days: int):
    return today() + timedelta(days=days)
