"""The fund in the admin: vouchers are drafted and signed here; the book itself is read-only."""

from django.utils.translation import gettext_lazy as _

from community.registers import chores, menu
from donations.fund import dashboard
from donations.fund.admin import accounts, book, periods, vouchers

__all__ = ["accounts", "book", "dashboard", "periods", "vouchers"]

menu.add(
    menu.FUND,
    *("fund.fundvoucher", "fund.fundentry", "fund.fundmonth", "fund.account"),
    *("fund.yearclose", "fund.chaincheck", "fund.fundexport"),
)
chores.register(
    {
        "donations.fund.tasks.check_chain": _("check the chain of the fund"),
    }
)
