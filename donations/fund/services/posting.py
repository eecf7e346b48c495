"""The second signature, by which a voucher becomes an immutable entry."""

from collections.abc import Callable, Mapping

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import acting_as
from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing, refusing_when_busy
from community.models import User
from donations.fund.enums import VoucherState
from donations.fund.models import FundEntry, FundLine, FundVoucher
from donations.fund.rules.vouchers import check_draft, check_signer, mark_of, postings_of

REFUSALS: Mapping[str, Callable[[], DomainError]] = {
    "fund_money_not_below_nought": lambda: Conflict("no_money", _("There is not enough money on this account.")),
    "fund_source_not_overspent": lambda: Conflict(
        "source_spent", _("The money from this source has already been spent.")
    ),
    "fund_expense_not_below_nought": lambda: Conflict("not_spent", _("This much was never spent on this.")),
    "fund_line_purpose": lambda: Invalid("purpose", _("This money was given for another purpose.")),
    "fund_entry_month_open": lambda: Conflict(
        "month_frozen", _("The month of this voucher is frozen. Please book it in the current month.")
    ),
    "fund_entry_year_open": lambda: Conflict("year_closed", _("The year of this voucher is closed.")),
}


def sign_voucher(*, voucher: FundVoucher, mark: str, by: User) -> FundEntry:
    """Sign a voucher into the book; returns the entry with its seal.

    `mark` is `rules.vouchers.mark_of` for what the signer reviewed. Raises `not_allowed`, `own_draft`, `own_money`,
    `not_a_draft`, `changed` if the voucher differs by now, `no_money`, `source_spent`, `purpose`, `month_frozen`,
    `year_closed`, and `busy` if the book is locked for long.
    """
    busy = refusing_when_busy(_("Someone else is writing to the book right now. Please try again."))
    with busy, refusing(REFUSALS), acting_as(by):
        locked = FundVoucher.objects.select_for_update(of=["self"]).get(pk=voucher.pk)
        check_draft(locked)
        check_signer(locked, by)
        if mark_of(locked) != mark:
            raise Conflict("changed", _("This voucher changed since you read it. Please read it again."))
        entry = FundEntry.objects.create(
            voucher=locked,
            happened_on=locked.happened_on,
            words=locked.words,
            receipt_sha256=locked.receipt_sha256,
            reverses=locked.reverses,
        )
        for posting in postings_of(locked):
            FundLine.objects.create(entry=entry, account=posting.account, source=posting.source, amount=posting.amount)
        locked.state, locked.signed_by, locked.signed_at = VoucherState.POSTED, by, timezone.now()
        locked.save(update_fields=["state", "signed_by", "signed_at"])
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS fund_entry_sealed IMMEDIATE")
            cursor.execute("SET CONSTRAINTS fund_entry_sealed DEFERRED")
    return FundEntry.objects.select_related("seal").get(pk=entry.pk)
