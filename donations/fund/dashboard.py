"""What needs a hand today in the fund."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import today
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank
from donations.fund.models import ChainCheck, FundEntry, FundMonth

PUBLISHED_BY = 5  # the day of the next month


@register
def fund_lines(user: User) -> Iterator[Line]:
    """A month that is late, a chain that is broken; vouchers for the second hand stand in rows."""
    if not user.has_perm("fund.view_fundvoucher"):
        return
    yield from _broken_lines(ChainCheck.objects.select_related("lost_month").first())
    if today().day > PUBLISHED_BY:
        last = today().replace(day=1) - timedelta(days=1)
        label = _("The fund's month %(month)s is not published.") % {"month": f"{last:%Y-%m}"}
        url = reverse("admin:fund_fundmonth_changelist")
        yield Line(label, url, _unpublished(last), Rank.LATE, is_whole=True)


def _broken_lines(check: ChainCheck | None) -> Iterator[Line]:
    """What the last reading of the book found wrong."""
    if check is None or check.is_well:
        return
    url = reverse("fund_verify")
    if check.first_broken is not None:
        label = _("is the first entry of the fund that differs from what was sealed")
        yield Line(label, url, check.first_broken, Rank.UNSAFE)
    if check.lost_month is not None:
        label = _("The fund's book no longer comes to the root of %(month)s.") % {"month": check.lost_month}
        yield Line(label, url, rank=Rank.UNSAFE)
    if not check.sums_agree:
        yield Line(_("Sums of the fund differ from the lines of its book."), url, rank=Rank.UNSAFE)


def _unpublished(last: date) -> QuerySet[FundEntry]:
    """An entry of a month that is not out."""
    out = FundMonth.objects.filter(year=last.year, month=last.month, published_at__isnull=False)
    entries = FundEntry.objects.filter(~Exists(out), happened_on__year=last.year, happened_on__month=last.month)
    return entries[:1]
