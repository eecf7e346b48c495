"""Every change to the fund.

- `vouchers`: draft, change, withdraw, and draft the reversal of an entry.
- `posting`: `sign_voucher`, by which a second person turns a voucher into an entry.
- `periods`: freeze, thaw and publish a month, close a year.
- `audits`: check the chain, export the book.
- `accounts`: open an account, take it out of use.

PostgreSQL itself seals an entry when it is committed (`triggers.sql`). Lock order: voucher, book, accounts.
"""

from donations.fund.services.accounts import open_account, set_in_use
from donations.fund.services.audits import check_chain, take_export
from donations.fund.services.periods import close_year, freeze_month, publish_month, thaw_month
from donations.fund.services.posting import sign_voucher
from donations.fund.services.vouchers import change_voucher, draft_reversal, draft_voucher, withdraw_voucher

__all__ = [
    "change_voucher",
    "check_chain",
    "close_year",
    "draft_reversal",
    "draft_voucher",
    "freeze_month",
    "open_account",
    "publish_month",
    "set_in_use",
    "sign_voucher",
    "take_export",
    "thaw_month",
    "withdraw_voucher",
]
