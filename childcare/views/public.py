"""Public pages: opening times, places left, how it works, and anonymous figures."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from childcare import selectors
from childcare.models import CareRules
from childcare.selectors import SessionLine
from community.ranges import DAY, Span
from community.shared_pages import seen_by_everybody

WEEK_DAYS = 7


@require_safe
@seen_by_everybody
def childcare(request: HttpRequest) -> HttpResponse:
    """Open now, this week, places left as a number, and how it works."""
    now = timezone.now()
    lines = selectors.lines_of(selectors.sessions_during(Span(now, now + WEEK_DAYS * DAY)), now)
    running = [each for each in lines if each.is_running]
    ahead = [each for each in lines if not each.is_running]
    context = {
        "running": running,
        "days": [(day, list(group)) for day, group in groupby(ahead, key=_day)],
        "rules": CareRules.load(),
    }
    return render(request, "childcare/childcare.html", context)


def _day(line: SessionLine) -> object:
    return line.session.date


@require_safe
@seen_by_everybody
def figures(request: HttpRequest) -> HttpResponse:
    """The number of stays by month; numbers from one to four are withheld."""
    lines = selectors.figures()
    # Leave out the months before the first child came.
    while len(lines) > 1 and not lines[-1].stays:
        lines.pop()
    rows = [(each.month, selectors.told(each.stays), *_bands(each.small, each.older), each.hours) for each in lines]
    context = {"rows": rows, "fewest": 5, "has_stays": any(each.stays for each in lines)}
    return render(request, "childcare/figures.html", context)


def _bands(small: int, older: int) -> tuple[int | None, int | None]:
    """Both bands, or neither, because one could be derived from the total and the other."""
    if selectors.told(small) is None or selectors.told(older) is None:
        return None, None
    return small, older
