"""The fund on the first page of staff: vouchers for the second signature."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.registers.workdesk import Act, Row, Section, register
from donations.fund.enums import VoucherState
from donations.fund.models import FundVoucher
from donations.fund.money import words_of

MOST_VOUCHERS = 5


@register
def vouchers(user: User, now: datetime) -> Iterator[Row]:
    """Drafts by others, for those who may sign; they are signed on their own page, beside the receipt. One query."""
    if not (user.is_staff and user.has_perm("fund.sign_fundvoucher")):
        return
    drafts = FundVoucher.objects.filter(state=VoucherState.DRAFT).exclude(drafted_by=user)
    for voucher in drafts.select_related("drafted_by").order_by("drafted_at")[:MOST_VOUCHERS]:
        url = reverse("admin:fund_fundvoucher_change", args=[voucher.pk])
        yield Row(
            section=Section.CARE,
            key=f"voucher-{voucher.pk}",
            title=voucher.words,
            url=url,
            place=words_of(voucher.amount),
            details=[_("drafted by %(name)s") % {"name": voucher.drafted_by}],
            at=voucher.drafted_at,
            icon="file-text",
            acts=[Act(_("Look and sign"), url, is_page=True)],
        )
