"""A guardian's pages: children inside, the pass, pickup persons, running late, and waiting."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from childcare import selectors, services
from childcare.forms import PersonForm, PersonTodayForm
from childcare.models import CareSession, CareWaiting, DayPass, DropIn, PickupPerson
from community.accounts.views.proving import proved_lately
from community.http import Attempt, UserRequest, answer, back, back_with, whole_number
from community.qr import qr_response
from community.ranges import today


@never_cache
@login_required
@require_safe
def my(request: UserRequest) -> HttpResponse:
    """Everything about the reader's own children, and no other."""
    mine = selectors.mine(request.user)
    inside = mine.inside
    stays = [each.stay for each in inside if each.stay is not None]
    context = {
        "mine": mine,
        "pass": stays[0].day_pass if stays else None,
        "fetchers": [each.name for each in mine.fetchers],
        "may_be_late": any(stay.late_until is None for stay in stays),
        "week": selectors.week_ahead() if not stays else [],
        "waits_at": {each.session_id for each in mine.waiting},
    }
    return answer(request, "childcare/my.html", context)


@never_cache
@login_required
@proved_lately
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: UserRequest) -> HttpResponse:
    """Who may pick up the reader's children, and when."""
    sheets = selectors.sheets_of(request.user)
    if not sheets:
        return redirect("my_childcare")
    form = PersonForm(request.POST or None, request=request, sheets=sheets, initial={"starts_on": today()})
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            services.add_pickup_person(**form.words, by=request.user)
            return back(request, _("Added to the list."), to="care_people")
    context = {"children": selectors.mine(request.user).children, "form": form, "today": today()}
    return answer(request, "childcare/people.html", context, error=tried.error, form=form)


@never_cache
@login_required
@proved_lately
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def comes_today(request: UserRequest) -> HttpResponse:
    """Add a pickup person for today, from the guardian's own phone, wherever they are."""
    sheets = selectors.sheets_of(request.user)
    if not sheets:
        return redirect("my_childcare")
    form = PersonTodayForm(request.POST or None, request=request, sheets=sheets)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            services.comes_today(**form.words, by=request.user)
            return back(request, _("Added to the list for today."), to="my_childcare")
    return answer(request, "childcare/comes_today.html", {"form": form}, error=tried.error, form=form)


@login_required
@require_POST
def remove_person(request: UserRequest, pk: int) -> HttpResponse:
    """Remove a pickup person at once."""
    own = selectors.sheets_of(request.user)
    person = get_object_or_404(PickupPerson.objects.select_related("sheet"), pk=pk, sheet__in=own, removed_at=None)
    return back_with(
        request,
        lambda: services.remove_pickup_person(person=person, by=request.user),
        done=_("Removed from the list."),
        to="care_people",
    )


@login_required
@require_POST
def late(request: UserRequest) -> HttpResponse:
    """Report being ten minutes late: once, for all of the reader's children inside."""
    own = selectors.sheets_of(request.user)
    stays = list(DropIn.objects.inside().filter(sheet__in=own).select_related("sheet"))
    return back_with(
        request,
        lambda: services.say_late(drop_ins=stays, by=request.user),
        done=_("The carers know. See you soon."),
        to="my_childcare",
    )


@login_required
@require_POST
def wait(request: UserRequest, pk: int) -> HttpResponse:
    """Join the waiting list from home, with the selected children."""
    session = get_object_or_404(CareSession.objects.taking_place(), pk=pk)
    wanted = {whole_number(each) for each in request.POST.getlist("sheet")}
    own = [each for each in selectors.sheets_of(request.user) if not wanted or each.pk in wanted]
    return back_with(
        request,
        lambda: services.join_waiting(session=session, sheets=own, by=request.user),
        done=_("You are in line. We tell you as soon as there is a place."),
        to="my_childcare",
    )


@login_required
@require_POST
def leave_line(request: UserRequest, pk: int) -> HttpResponse:
    """Leave the waiting list."""
    own = selectors.sheets_of(request.user)
    waiting = CareWaiting.objects.open().filter(pk=pk, sheets__in=own).select_related("session").first()
    if waiting is None:
        raise Http404
    return back_with(
        request,
        lambda: services.leave_waiting(waiting=waiting, by=request.user),
        done=_("You are no longer in line."),
        to="my_childcare",
    )


@never_cache
@login_required
@require_safe
def pass_qr(request: UserRequest, pk: int) -> HttpResponse:
    """The QR code of today's pass, for its own family."""
    families = [each.family_id for each in selectors.sheets_of(request.user)]
    day_pass = get_object_or_404(DayPass, pk=pk, family__in=families)
    return qr_response(day_pass.code, title=_("Pass of the day"))


@never_cache
@login_required
@require_safe
def family_qr(request: UserRequest, pk: int) -> HttpResponse:
    """The QR code by which the tablet finds the family."""
    families = {each.family_id: each.family for each in selectors.sheets_of(request.user)}
    if pk not in families:
        raise Http404
    return qr_response(families[pk].code, title=_("Family code"))
