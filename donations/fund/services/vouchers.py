"""Vouchers before they are signed: drafting, changing, withdrawing."""

import hashlib
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from community.audit import acting_as, save_by
from community.documents import check_document
from community.errors import Invalid
from community.models import User
from community.permissions import require_permission
from community.ranges import today
from donations.fund.enums import VoucherKind, VoucherState
from donations.fund.models import FundEntry, FundVoucher
from donations.fund.rules.vouchers import check_draft, check_reversible


def draft_voucher(*, new: FundVoucher, by: User, receipt: UploadedFile | None = None) -> FundVoucher:
    """Draft a voucher with its receipt. It enters the book only when someone else signs it.

    Raises `not_allowed`, and `ValidationError` naming the field: a future date, an account out of use or for another
    purpose, an invoice used twice, an invalid receipt.
    """
    _may(by, "fund.add_fundvoucher")
    new.drafted_by = by
    return _write(new, receipt, by)


def change_voucher(
    *, voucher: FundVoucher, changes: dict[str, Any], by: User, receipt: UploadedFile | None = None
) -> FundVoucher:
    """Change a draft; a signature for the previous version is no longer valid.

    Raises as `draft_voucher` does, `not_a_draft`, and `not_yours` for another person's draft.
    """
    _may(by, "fund.change_fundvoucher")
    with transaction.atomic():
        locked = _lock(voucher)
        _own_draft(locked, by)
        for name, value in changes.items():
            setattr(locked, name, value)
        return _write(locked, receipt, by)


def withdraw_voucher(*, voucher: FundVoucher, by: User) -> None:
    """Withdraw a draft, which frees its invoice for another. Raises `not_allowed`, `not_a_draft`, `not_yours`."""
    _may(by, "fund.change_fundvoucher")
    with transaction.atomic():
        locked = _lock(voucher)
        _own_draft(locked, by)
        locked.state = VoucherState.WITHDRAWN
        with acting_as(by):
            locked.save(update_fields=["state"])


def draft_reversal(*, entry: FundEntry, words: str, by: User) -> FundVoucher:
    """Draft the reversal of an entry, dated today.

    Raises `not_allowed`, `is_reversal`, `reversed`, `being_reversed`, and `ValidationError` for text that must not be
    published.
    """
    _may(by, "fund.add_fundvoucher")
    check_reversible(entry)
    undone = entry.voucher
    new = FundVoucher(
        kind=VoucherKind.REVERSAL,
        reverses=entry,
        happened_on=today(),
        amount=undone.amount,
        words=words,
        money=undone.money,
        other_money=undone.other_money,
        source=undone.source,
        expense=undone.expense,
        drafted_by=by,
    )
    return _write(new, None, by)


def _write(voucher: FundVoucher, receipt: UploadedFile | None, by: User) -> FundVoucher:
    if receipt is not None:
        _attach(voucher, receipt)
    _check_fit(voucher)
    voucher.full_clean()
    save_by(voucher, by)
    return voucher


def _attach(voucher: FundVoucher, receipt: UploadedFile) -> None:
    try:
        kind = check_document(receipt)
    except ValidationError as error:
        raise ValidationError({"receipt": error}) from error
    receipt.seek(0)
    voucher.receipt_kind = kind
    voucher.receipt_sha256 = hashlib.sha256(receipt.read()).hexdigest()
    receipt.seek(0)
    voucher.receipt = receipt


def _check_fit(voucher: FundVoucher) -> None:
    wrong: dict[str, str] = {}
    if voucher.happened_on and voucher.happened_on > today():
        wrong["happened_on"] = _("This day is in the future.")
    if voucher.kind != VoucherKind.REVERSAL:
        for name in ("money", "other_money", "source", "expense"):
            account = getattr(voucher, name, None)
            if account is not None and not account.is_open:
                wrong[name] = _("This account is out of use.")
    source = voucher.source
    if voucher.kind == VoucherKind.EXPENSE and source and source.bound_to_id not in (None, voucher.expense_id):
        wrong["source"] = _("This money was only given for “%(purpose)s”.") % {"purpose": source.bound_to}
    if wrong:
        raise ValidationError(wrong)


def _may(by: User, permission: str) -> None:
    require_permission(by, permission, _("You may not draft vouchers."))


def _own_draft(voucher: FundVoucher, by: User) -> None:
    check_draft(voucher)
    if voucher.drafted_by_id != by.pk:
        raise Invalid("not_yours", _("Only the person who drafted this voucher can change it."))


def _lock(voucher: FundVoucher) -> FundVoucher:
    return FundVoucher.objects.select_for_update(of=["self"]).get(pk=voucher.pk)
