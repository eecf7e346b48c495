"""What needs attention today in the fund."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from community.models import User
from community.ranges import month_of, today
from community.registers.dashboard import Line, register
from community.registers.ranks import Rank
from community.templatetags.dates import year_month
from donations.fund.models import ChainCheck, FundEntry, FundMonth

PUBLISHED_BY = 5  # day of the following month


@register
def fund_lines(user: User) -> Iterator[Line]:
    """An overdue month, or a broken chain; vouchers to sign are rows instead."""
    if not user.has_perm("fund.view_fundvoucher"):
        return
    differs = _("The fund's book is not as it was sealed. Please check the latest verification.")
    checks = reverse("admin:fund_chaincheck_changelist")
    yield Line(differs, checks, _unwell(), Rank.UNSAFE, is_whole=True)
    if today().day > PUBLISHED_BY:
        last = month_of(today()) - timedelta(days=1)
        label = _("The fund's month %(month)s is not published.") % {"month": year_month(last)}
        url = reverse("admin:fund_fundmonth_changelist")
        yield Line(label, url, _unpublished(last), Rank.LATE, is_whole=True)


def _unwell() -> QuerySet[ChainCheck]:
    """The latest check of the book, if it found a difference from what was sealed and published."""
    last = ChainCheck.objects.order_by("-checked_at", "-pk").values("pk")[:1]
    return ChainCheck.objects.filter(pk__in=last).exclude(first_broken=None, lost_month=None, sums_agree=True)


def _unpublished(last: date) -> QuerySet[FundEntry]:
    """The entries of a month that is not published."""
    out = FundMonth.objects.filter(year=last.year, month=last.month, published_at__isnull=False)
    entries = FundEntry.objects.filter(~Exists(out), happened_on__year=last.year, happened_on__month=last.month)
    return entries[:1]
