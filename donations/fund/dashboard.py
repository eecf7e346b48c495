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
    yield from _broken_lines(ChainCheck.objects.select_related("lost_month").first())
    if user.has_perm("fund.sign_fundvoucher"):
        waiting = FundVoucher.objects.filter(state=VoucherState.DRAFT).exclude(drafted_by=user).count()
        if waiting:
            url = reverse("admin:fund_fundvoucher_changelist") + f"?state__exact={VoucherState.DRAFT}"
            yield Line(_("vouchers wait for the second signature"), url, waiting)
    if (late := _late_month()) is not None:
        yield Line(_("The fund's month %(month)s is not published.") % {"month": late},
                   reverse("admin:fund_fundmonth_changelist"))  # fmt: skip


def _broken_lines(check: ChainCheck | None) -> Iterator[Line]:
    """What the last reading of the book found wrong."""
    if check is None or check.is_well:
        return
    url = reverse("fund_verify")
    if check.first_broken is not None:
        yield Line(_("is the first entry of the fund that differs from what was sealed"), url, check.first_broken)
    if check.lost_month is not None:
        yield Line(_("The fund's book no longer comes to the root of %(month)s.") % {"month": check.lost_month}, url)
    if not check.sums_agree:
        yield Line(_("Sums of the fund differ from the lines of its book."), url)


def _late_month() -> str | None:
    """Last month where it has entries and was not out by the fifth."""
    if today().day <= PUBLISHED_BY:
        return None
    last = today().replace(day=1) - timedelta(days=1)
    has_entries = FundEntry.objects.filter(happened_on__year=last.year, happened_on__month=last.month).exists()
    is_out = FundMonth.objects.filter(year=last.year, month=last.month, published_at__isnull=False).exists()
    return f"{last:%Y-%m}" if has_entries and not is_out else None
