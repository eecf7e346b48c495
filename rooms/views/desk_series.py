"""Weekly series: their plan, their dates, and cancelling them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.errors import DomainError
from community.http import Attempt, UserRequest, answer
from community.ranges import Span, today
from community.templatetags.dates import span
from rooms import services
from rooms.forms.desk import CancelSeriesForm, SeriesForm, choice_value
from rooms.models import BookingSeries
from rooms.rules.series import plan_series
from rooms.selectors import running_series
from rooms.views.desk import run_desk
from rooms.views.desk_booking import asked


@login_required
@run_desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_series(request: UserRequest) -> HttpResponse:
    """A weekly booking: first its plan with every holiday and clash, then the dates that staff ticked."""
    if request.method != "POST":
        context = {"form": SeriesForm(initial=asked(request)), "running": running_series()}
        return render(request, "desk/series.html", context)
    form = SeriesForm(request.POST)
    plan, refused = None, None
    if form.is_valid():
        try:
            if "book" in request.POST:
                series = services.book_series(
                    choices=form.choices(request.POST.getlist("choice")),
                    until=form.cleaned_data["until"],
                    by=request.user,
                    **form.party,
                )
                count = series.bookings.count()
                booked = ngettext("Booked: %(count)d date.", "Booked: %(count)d dates.", count)
                messages.success(request, booked % {"count": count})
                return redirect(series)
            plan = _plan(form)
        except ValidationError as error:
            form.add_error(None, error)
        except DomainError as error:
            form.add_error(None, _said(error))
            refused = error
            if "book" in request.POST:
                plan = _plan(form)
    return answer(request, "desk/series.html", {"form": form, "plan": plan}, form=form, error=refused)


def _said(error: DomainError) -> str:
    """The error message, with the date if the error names one."""
    clash = error.details.get("span")
    return f"{span(clash)}: {error.message}" if isinstance(clash, Span) else error.message


def _plan(form: SeriesForm) -> list[dict[str, Any]]:
    """Each week of the plan with the values of its checkbox and its alternative's."""
    room = form.cleaned_data["room"]
    weeks = plan_series(
        room=room, first=form.span, until=form.cleaned_data["until"], people=form.cleaned_data["party_size"]
    )
    return [
        {
            "session": week.session,
            "value": choice_value(room, week.session.span),
            "alternative": week.alternative,
            "alternative_value": week.alternative and choice_value(week.alternative.room, week.alternative.span),
        }
        for week in weeks
    ]


@login_required
@run_desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def desk_one_series(request: UserRequest, pk: int) -> HttpResponse:
    """The dates of a series; a POST cancels those from a day on."""
    series = get_object_or_404(BookingSeries, pk=pk)
    form = CancelSeriesForm(request.POST or None, initial={"first_day": today()})
    tried = Attempt(form)
    if form.is_valid():
        with tried:
            count = services.cancel_series(series=series, by=request.user, **form.cleaned_data)
            cancelled = ngettext("Cancelled: %(count)d date.", "Cancelled: %(count)d dates.", count)
            messages.success(request, cancelled % {"count": count})
            return redirect(series)
    bookings = list(series.bookings.select_related("room").order_by("starts_at"))
    context = {
        "series": series,
        "bookings": bookings,
        "group": bookings[0].contact_name if bookings else "",
        "may_cancel": any(each.is_active and each.starts_at > timezone.now() for each in bookings),
        "form": form,
    }
    return answer(request, "desk/one_series.html", context, form=form, error=tried.error)
