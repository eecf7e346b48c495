"""The tables of the fund; `triggers.sql` has the rules enforced by the database."""

from donations.fund.models.accounts import Account, Balance, MonthSum
from donations.fund.models.entries import FundEntry, FundLine, Seal
from donations.fund.models.periods import ChainCheck, FundExport, FundMonth, YearClose
from donations.fund.models.vouchers import FundVoucher

__all__ = [
    "Account",
    "Balance",
    "ChainCheck",
    "FundEntry",
    "FundExport",
    "FundLine",
    "FundMonth",
    "FundVoucher",
    "MonthSum",
    "Seal",
    "YearClose",
]
