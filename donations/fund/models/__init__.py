"""The tables of the fund; migrations `0002_book` and `0003_periods` hold the triggers that keep them true."""

from donations.fund.models.accounts import Account, Balance
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
    "Seal",
    "YearClose",
]
