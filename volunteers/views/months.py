"""Published service hours: everybody's month with masked names, and objections."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from community.errors import DomainError
from community.http import UserRequest, after, answer
from volunteers import selectors, services
from volunteers.enums import MonthState
from volunteers.models import HoursMonth


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def month(request: UserRequest, month: str) -> HttpResponse:
    """The hours of a published or closed month; readers may object while it is published."""
    try:
        first = date.fromisoformat(f"{month}-01")
    except ValueError as error:
        raise Http404 from error
    shown = get_object_or_404(HoursMonth.objects.exclude(state=MonthState.OPEN), month=first)
    if request.method == "POST":
        return after(
            request,
            lambda: services.object_to(month=shown, by=request.user, text=request.POST.get("text", "")),
            lambda error: _show(request, shown, error),
            done=_("Thank you, someone will look into it."),
            to=request.path,
        )
    return _show(request, shown)


def _show(request: UserRequest, shown: HoursMonth, error: DomainError | None = None) -> HttpResponse:
    context = {
        "month": shown,
        "lines": selectors.month_lines(shown.month, request.user),
        "mine": shown.objections.filter(by=request.user),
        "takes_objections": shown.state == MonthState.PUBLISHED,
        "error": error,
    }
    return answer(request, "duty/month.html", context, error=error)
