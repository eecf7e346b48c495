"""A user's personal data in the fund; see `community.registers.personal_data`."""

from typing import Any

from django.db.models import Q

from community.models import User
from donations.fund.models import FundVoucher


def export(user: User) -> dict[str, Any]:
    """The vouchers that name the user as payee, and those that they drafted or signed."""
    own = FundVoucher.objects.filter(Q(payee_login=user) | Q(drafted_by=user) | Q(signed_by=user))
    fields = ("kind", "happened_on", "amount", "words", "payee", "drafted_at", "signed_at", "state")
    return {"vouchers": list(map(dict, own.values(*fields)))}


def erase(user: User) -> None:
    """Remove the payee's name but keep amounts; users whose signature is in the book cannot be erased (`on_record`)."""
    FundVoucher.objects.filter(payee_login=user).update(payee="", payee_login=None)
