"""Public pages of the fund: its current state, single months, and verification."""

from datetime import date
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe

from community.addresses import public_address
from community.http import answer, whole_number
from community.qr import qr_of_page
from community.ranges import month_of, today
from community.shared_pages import seen_by_everybody
from donations.fund.forms import VerifyForm
from donations.fund.models import FundMonth, Seal
from donations.fund.selectors import months
from donations.fund.selectors.chain import Comparison, chain_csv, compare

MOST_PAGES = 10_000
VERIFIER = (Path(__file__).parent / "verify.py").read_text()


@require_safe
@seen_by_everybody
def fund(request: HttpRequest) -> HttpResponse:
    """The current state of the fund: where the money is, what is left of each source, and the months."""
    published = {(each.year, each.month): each for each in FundMonth.objects.filter(published_at__isnull=False)}
    listed = [
        {"first_day": each, "published": published.get((each.year, each.month))}
        for each in months.months_with_entries()
    ]
    running = today()
    context = {
        "standing": months.standing(),
        "months": listed,
        "running": month_of(running),
        "figures": months.figures(running.year, running.month),
    }
    return render(request, "fund/fund.html", context)


@require_safe
@seen_by_everybody
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: opening balance, income, spending, and every entry; printable for the noticeboard."""
    first = _first_day(year, month)
    number = whole_number(request.GET.get("page", "1"))
    if not 0 < number < MOST_PAGES:
        raise Http404
    lines, has_more = months.entries_of(year, month, number)
    if number > 1 and not lines:
        raise Http404
    frozen = FundMonth.objects.filter(year=year, month=month).first()
    context = {
        "first_day": first,
        "figures": months.figures(year, month),
        "lines": lines,
        "page": number,
        "next_page": number + 1 if has_more else None,
        "previous_page": number - 1 or None,
        "frozen": frozen,
        "is_published": frozen is not None and frozen.published_at is not None,
        "verify_url": public_address(reverse("fund_verify")),
        "before": _month_url(months.month_bounds(year, month)[0], -1),
        "after": _month_url(first, 1),
    }
    return render(request, "fund/month.html", context)


def _first_day(year: int, month: int) -> date:
    first = date(year, month, 1)
    if first > today():
        raise Http404
    return first


def _month_url(first: date, step: int) -> str:
    """The page of the previous or next month; empty for a future one."""
    number = first.year * 12 + first.month - 1 + step
    there = date(number // 12, number % 12 + 1, 1)
    if there > today() or there.year < 2000:
        return ""
    return reverse("fund_month", args=[there.year, there.month])


@require_safe
@cache_control(max_age=3600)
def month_qr(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """The QR code on the printed month: the page that compares its root with the book."""
    frozen = FundMonth.objects.filter(year=year, month=month, published_at__isnull=False).first()
    if frozen is None:
        raise Http404
    return qr_of_page(f"{reverse('fund_verify')}?root={''.join(frozen.groups)}", title=" ".join(frozen.groups))


@never_cache
@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Whether the root on a printed month is in the book; typed, or from the sheet's QR code."""
    form = VerifyForm(request.GET if "root" in request.GET else None)
    found: Comparison | None = None
    if form.is_bound and form.is_valid():
        found = compare(form.cleaned_data["root"])
    context = {"form": form, "found": found, "entries": Seal.objects.count(), "verifier": VERIFIER}
    return answer(request, "fund/verify.html", context, form=form)


@require_safe
def chain(request: HttpRequest) -> StreamingHttpResponse:
    """The whole book as CSV, to be verified on one's own computer."""
    response = StreamingHttpResponse(chain_csv(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="fund-chain.csv"'
    return response
