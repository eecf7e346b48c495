"""What needs a hand today in the fund."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from donations.fund.enums import VoucherState
from donations.fund.models import ChainCheck, FundEntry, FundMonth, FundVoucher

PUBLISHED_BY = 5  # the day of the next month


@register
def fund_lines(user: User) -> Iterator[Line]:
    """Vouchers for the second hand, a month that is late, a chain that is broken."""
    if not user.has_perm("fund.view_fundvoucher"):
        return
    broken = ChainCheck.objects.first()
    if broken and broken.first_broken:
        yield Line(_("is the first entry of the fund that differs from what was sealed"), reverse("fund_verify"),
                   broken.first_broken)  # fmt: skip
    if user.has_perm("fund.sign_fundvoucher"):
        waiting = FundVoucher.objects.filter(state=VoucherState.DRAFT).exclude(drafted_by=user).count()
        if waiting:
            url = reverse("admin:fund_fundvoucher_changelist") + f"?state__exact={VoucherState.DRAFT}"
            yield Line(_("vouchers wait for the second signature"), url, waiting)
    if (late := _late_month()) is not None:
        yield Line(_("The fund's month %(month)s is not published.") % {"month": late},
                   reverse("admin:fund_fundmonth_changelist"))  # fmt: skip


def _late_month() -> str | None:
    """Last month where it has entries and was not out by the fifth."""
    if today().day <= PUBLISHED_BY:
        return None
    last = today().replace(day=1) - timedelta(days=1)
    has_entries = FundEntry.objects.filter(happened_on__year=last.year, happened_on__month=last.month).exists()
    is_out = FundMonth.objects.filter(year=last.year, month=last.month, published_at__isnull=False).exists()
    return f"{last:%Y-%m}" if has_entries and not is_out else None
