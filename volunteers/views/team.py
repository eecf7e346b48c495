"""Pages for leaders and the centre: the team, sign-in sheets, passes, and the month."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.addresses import public_address
from community.asked_day import asked_day, shown_day
from community.days import DayStatus, day_statuses
from community.errors import DomainError
from community.http import Attempt, UserRequest, answer, permitted, whole_number
from community.qr import qr_inline, qr_of_page
from community.ranges import DAY, Span, day_span, monday_of, today
from community.spreadsheets import download
from volunteers import selectors, services
from volunteers.enums import PromiseState
from volunteers.forms import SheetForm
from volunteers.models import Assignment, Volunteer
from volunteers.rules.people import leads, runs_duty
from volunteers.spreadsheets import roster_workbook
from volunteers.views.lookups import require_volunteer, shift_or_404
from volunteers.views.ringing import looked_up

MONTH_DAYS = 28
MOST_PASSES = 200  # per page to print
LAST_PUT = "duty_last_put"  # the session key of the promises recorded by the last step on the month's page


@login_required
@require_safe
def team(request: UserRequest) -> HttpResponse:
    """A leader's team: its shifts, who is missing, and whom to call."""
    everything = request.user.is_staff and runs_duty(request.user)
    teams = selectors.teams_of(request.user, all_teams=everything)
    if not teams and not everything:
        raise PermissionDenied
    return answer(request, "duty/team.html", {"teams": teams, "now": timezone.now(), "seen": looked_up(request)})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: UserRequest, pk: int) -> HttpResponse:
    """The sheet to sign on paper, and the form to enter a signed one."""
    shown = shift_or_404(pk)
    if not leads(request.user, shown):
        raise Http404
    promises = Assignment.objects.filter(
        shift=shown, state__in=[*PromiseState.holding(), PromiseState.MISSED]
    ).select_related("volunteer")
    form = SheetForm(request.POST or None, request.FILES or None, promises=promises)
    tried = Attempt(form)
    if form.is_valid():
        with tried:
            services.enter_sheet(shift=shown, by=request.user, **form.cleaned_data)
            messages.success(request, _("The sheet is entered."))
            return redirect(shown)
    context = {"shift": shown, "promises": promises, "form": form, "blank_lines": range(4), "now": timezone.now()}
    return answer(request, "duty/sheet.html", context, error=tried.error, form=form)


@login_required
@require_safe
def my_pass(request: UserRequest) -> HttpResponse:
    """The reader's own pass card, to show at the desk or to print."""
    return answer(request, "duty/pass.html", {"volunteer": require_volunteer(request)})


@login_required
@require_safe
def my_pass_qr(request: UserRequest) -> HttpResponse:
    """The QR code on the reader's pass."""
    volunteer = require_volunteer(request)
    return qr_of_page(reverse("duty_scan", args=[volunteer.pass_code]), title=volunteer.name)


@permitted("volunteers.run_duty")
@require_safe
def passes(request: UserRequest) -> HttpResponse:
    """Pass cards to print and cut out, for people without a phone; `?volunteer=` selects each."""
    keys = {whole_number(key) for key in request.GET.getlist("volunteer")[:MOST_PASSES]}
    cards = [
        (each, qr_inline(scanned_at(each), title=each.name))
        for each in Volunteer.objects.active().filter(pk__in=keys - {None})
    ]
    return answer(request, "duty/passes.html", {"cards": cards})


def scanned_at(volunteer: Volunteer) -> str:
    """The address in a pass's QR code, which the front desk opens."""
    return public_address(reverse("duty_scan", args=[volunteer.pass_code]))


@permitted("volunteers.run_duty")
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: UserRequest, code: str) -> HttpResponse:
    """The page after the front desk scanned a pass: whose it is, and the button to check in."""
    volunteer = get_object_or_404(Volunteer.objects.active(), pass_code=code)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            promise = services.check_in_by_pass(pass_code=code, by=request.user)
            messages.success(request, _("%(name)s is checked in.") % {"name": volunteer.name})
            return redirect(promise.shift)
    return answer(request, "duty/scan.html", {"volunteer": volunteer, "error": tried.error}, error=tried.error)


@login_required
@require_safe
def letter(request: UserRequest, pk: int) -> HttpResponse:
    """A volunteer's shifts as a letter in large type; for themselves, and for the centre to print."""
    volunteer = get_object_or_404(Volunteer.objects.active().with_person(), pk=pk)
    if volunteer.user_id != request.user.pk and not runs_duty(request.user):
        raise Http404
    context = {"volunteer": volunteer, "mine": selectors.duty_of(volunteer, timezone.now()), "now": timezone.now()}
    return answer(request, "duty/letter.html", context)


@permitted("volunteers.run_duty")
@require_safe
def roster(request: UserRequest) -> HttpResponse:
    """Four weeks for the coordinator: posts down, days across, gaps marked by colour and text.

    With `?paper` in the address: the same weeks to print, one to a sheet of A4, landscape.
    """
    if "paper" in request.GET:
        first, days, _span = _weeks(request)
        return answer(request, "duty/roster_paper.html", {"first": first, "weeks": selectors.sheet_weeks(days)})
    return _show_roster(request)


def _show_roster(request: UserRequest, error: DomainError | None = None) -> HttpResponse:
    first, days, span = _weeks(request)
    context = {
        "days": days,
        "posts": selectors.grid(days, span, None, in_full=True),
        "people": Volunteer.objects.active(),
        "first": first,
        "previous": first - MONTH_DAYS * DAY,
        "next": first + MONTH_DAYS * DAY,
        "misplaced": selectors.misplaced_shifts(),
        "error": error,
    }
    return answer(request, "duty/roster.html", context, error=error)


@permitted("volunteers.run_duty")
@require_safe
def roster_file(request: UserRequest) -> HttpResponse:
    """The same four weeks as a workbook."""
    first, days, span = _weeks(request)
    return download(roster_workbook(days, span), f"roster-{first}.xlsx")


def _weeks(request: UserRequest) -> tuple[date, list[DayStatus], Span]:
    """The four weeks in the address, starting on a Monday."""
    asked = _back(request) if request.method == "POST" else asked_day(request)
    first = monday_of(asked)
    days = list(day_statuses(first + number * DAY for number in range(MONTH_DAYS)).values())
    return first, days, Span(day_span(first).start, day_span(days[-1].date).end)


@permitted("volunteers.run_duty")
@require_POST
def assign(request: UserRequest) -> HttpResponse:
    """Assign a volunteer to a shift from the month's page, or undo the last step."""
    typed = request.POST
    try:
        if "undo" in typed:
            _take_back(request)
        else:
            shift = shift_or_404(whole_number(typed.get("shift", "")))
            people = Volunteer.objects.active().with_person()
            volunteer = get_object_or_404(people, pk=whole_number(typed.get("volunteer", "")))
            exception = typed.get("exception", "")
            row = services.promise(shift=shift, volunteer=volunteer, by=request.user, exception=exception)
            request.session[LAST_PUT] = [row.pk]
            words = {"name": volunteer.name, "shift": shift}
            messages.success(request, _("%(name)s is on %(shift)s.") % words)
    except DomainError as error:
        return _show_roster(request, error)
    return redirect(f"{request.path.removesuffix('assign/')}?date={_back(request)}")


@permitted("volunteers.run_duty")
@require_POST
def copy_week(request: UserRequest) -> HttpResponse:
    """Copy the people of last week's shifts to this week's, where possible."""
    made, refused = services.copy_last_week(monday=monday_of(_back(request)), by=request.user)
    request.session[LAST_PUT] = [each.pk for each in made]
    words = ngettext(
        "%(made)d place copied, %(refused)d could not be.",
        "%(made)d places copied, %(refused)d could not be.",
        len(made),
    )
    messages.success(request, words % {"made": len(made), "refused": refused})
    return redirect(f"{request.path.removesuffix('copy/')}?date={_back(request)}")


def _take_back(request: UserRequest) -> None:
    """Undo the last step, one name or a whole week, for those who are still where it put them."""
    last = request.session.pop(LAST_PUT, [])
    rows = Assignment.objects.filter(pk__in=last, noted_by=request.user, state=PromiseState.PROMISED)
    for row in rows.select_related("shift__post", "shift__team__leader", "volunteer"):
        services.let_go(promise=row, by=request.user, reason=_("Put there by mistake."))
    messages.success(request, _("Undone."))


def _back(request: UserRequest) -> date:
    """The day that the page showed."""
    return shown_day(request.POST.get("date", "")) or today()
