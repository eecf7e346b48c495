"""The lines of a voucher, what a signature covers, and who may sign."""

import hashlib
import json
from dataclasses import dataclass
from typing import cast

from django.utils.translation import gettext as _

from community.errors import Conflict, Invalid
from community.models import User
from community.names import clean_name
from community.permissions import require_permission
from donations.fund.enums import VoucherKind, VoucherState
from donations.fund.models import Account, FundEntry, FundVoucher

SIGNED_FIELDS = (
    "kind",
    "happened_on",
    "amount",
    "words",
    "money_id",
    "other_money_id",
    "source_id",
    "expense_id",
    "reverses_id",
    "payee",
    "payee_login_id",
    "receipt_sha256",
    "invoice_number",
    "about_label",
    "about_path",
    "state",
)


@dataclass(frozen=True, slots=True)
class Posting:
    """One future line: an account, the amount in fen, and for an expense the source that pays."""

    account: Account
    amount: int
    source: Account | None = None


def postings_of(voucher: FundVoucher) -> list[Posting]:
    """The lines of a voucher, which sum to zero."""
    # The constraint fund_voucher_accounts_fit_kind ensures that each kind has its accounts.
    if voucher.kind == VoucherKind.REVERSAL:
        lines = cast(FundEntry, voucher.reverses).lines.select_related("account", "source")
        return [Posting(line.account, -line.amount, line.source) for line in lines]
    if voucher.kind == VoucherKind.INCOME:
        return [Posting(voucher.money, voucher.amount), Posting(cast(Account, voucher.source), -voucher.amount)]
    if voucher.kind == VoucherKind.EXPENSE:
        spent = Posting(cast(Account, voucher.expense), voucher.amount, voucher.source)
        return [Posting(voucher.money, -voucher.amount), spent]
    return [Posting(voucher.money, -voucher.amount), Posting(cast(Account, voucher.other_money), voucher.amount)]


def mark_of(voucher: FundVoucher) -> str:
    """A digest of everything that a signature covers."""
    content = json.dumps([str(getattr(voucher, name)) for name in SIGNED_FIELDS], ensure_ascii=False)
    return hashlib.sha256(content.encode()).hexdigest()


def check_signer(voucher: FundVoucher, signer: User) -> None:
    """Raise `not_allowed`, `own_draft` or `own_money`: signers need permission, and may be neither author nor payee."""
    require_permission(signer, "fund.sign_fundvoucher", _("You may not sign vouchers."))
    if signer.pk == voucher.drafted_by_id:
        raise Invalid("own_draft", _("You drafted this voucher. The second signature must be by another person."))
    is_payee = voucher.payee_login_id == signer.pk or clean_name(voucher.payee) == signer.name
    if is_payee:
        raise Invalid("own_money", _("You are the payee. Someone else has to sign."))


def check_draft(voucher: FundVoucher) -> None:
    """Raise `not_a_draft` for a voucher that was signed or withdrawn."""
    if voucher.state != VoucherState.DRAFT:
        raise Conflict("not_a_draft", _("This voucher is already in the book, or was withdrawn."))


def check_reversible(entry: FundEntry) -> None:
    """Raise `is_reversal`, `reversed` or `being_reversed`: an entry is reversed once, and a reversal never."""
    if entry.reverses_id is not None:
        raise Invalid("is_reversal", _("This entry reverses another one. Please draft a new voucher instead."))
    if FundEntry.objects.filter(reverses=entry).exists():
        raise Conflict("reversed", _("This entry was already reversed."))
    if FundVoucher.objects.filter(reverses=entry).exclude(state=VoucherState.WITHDRAWN).exists():
        raise Conflict("being_reversed", _("This entry has already been reversed, or is about to be."))
