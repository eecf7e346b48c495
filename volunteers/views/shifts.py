"""One shift, and the actions on it."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from community.asked_day import asked_day, neighbours
from community.errors import DomainError
from community.http import UserRequest, after, answer, whole_number
from community.models import User
from community.registers.engagements import engagements_of
from community.shared_pages import seen_by_everybody
from volunteers import selectors, services
from volunteers.enums import PromiseState, SwapState
from volunteers.models import Assignment, Shift, Swap, Volunteer
from volunteers.rules.people import leads, leads_team, runs_duty
from volunteers.rules.presence import takes_check_in
from volunteers.views.lookups import PROMISES, require_volunteer, shift_or_404
from volunteers.views.ringing import looked_up


@login_required
@require_safe
def shift(request: UserRequest, pk: int) -> HttpResponse:
    """One shift: when, where, with whom, and what the reader can do."""
    return show_shift(request, shift_or_404(pk))


def show_shift(request: UserRequest, shown: Shift, error: DomainError | None = None) -> HttpResponse:
    """Render the page of a shift, with the refusal of the last request."""
    user, now = request.user, timezone.now()
    volunteer = selectors.volunteer_of(user)
    is_leader = leads(user, shown)
    partners = selectors.partners_on(shown, volunteer, leads=is_leader, rings=leads_team(user, shown.team))
    mine = _mine(shown, volunteer)
    context: dict[str, Any] = {
        "shift": shown,
        "volunteer": volunteer,
        "is_leader": is_leader,
        "may_look_up": runs_duty(user),
        "seen": looked_up(request),
        "partners": partners,
        "left": shown.places - sum(each.promise.state in PromiseState.holding() for each in partners),
        "missing": max(shown.minimum - sum(each.promise.state in PromiseState.holding() for each in partners), 0),
        "mine": mine,
        "is_past": shown.is_over(now),
        "may_check_in": takes_check_in(shown, now),
        "may_give_back": mine is not None and mine.may_be_given_back(now),
        "covers": [each for each in partners if each.promise.wants_cover_since and not each.is_me],
        "error": error,
    }
    if volunteer is not None and not context["is_past"]:
        # Readers who take a shift directly from the list see this here.
        context["busy_with"] = engagements_of(user, shown.span, besides=shown.get_absolute_url())
        if mine is None or mine.state == PromiseState.ASKED:
            context["why_not"] = selectors.why_not(volunteer, shown)
            context["my_future"] = selectors.my_future(volunteer, shown)
    if is_leader and not context["is_past"] and shown.is_open:
        context["suggestions"] = selectors.suggestions(shown)[:20]
    if error is not None and error.code in ("full", "covered_already") and volunteer is not None:
        context["others"] = selectors.open_shifts(volunteer, now)[:3]
    return answer(request, "duty/shift.html", context, error=error)


def _mine(shown: Shift, volunteer: Volunteer | None) -> Assignment | None:
    if volunteer is None:
        return None
    states = [*PromiseState.open(), PromiseState.DONE]
    row = Assignment.objects.filter(shift=shown, volunteer=volunteer, state__in=states).first()
    if row is not None:
        row.shift, row.volunteer = shown, volunteer
    return row


@login_required
@require_POST
def take(request: UserRequest, pk: int) -> HttpResponse:
    """Take a shift; the second of two taps."""
    shown, volunteer = shift_or_404(pk), require_volunteer(request)
    return after(
        request,
        lambda: services.promise(shift=shown, volunteer=volunteer, by=request.user),
        lambda error: show_shift(request, shown, error),
        done=_("The shift is yours. Thank you!"),
        to=shown.get_absolute_url(),
    )


@login_required
@require_POST
def wait(request: UserRequest, pk: int) -> HttpResponse:
    """Ask to be notified when a place in a full shift becomes free."""
    shown, volunteer = shift_or_404(pk), require_volunteer(request)
    return after(
        request,
        lambda: services.wait_in_reserve(shift=shown, volunteer=volunteer, by=request.user),
        lambda error: show_shift(request, shown, error),
        done=_("You are in reserve; we will ask you when a place becomes free."),
        to=shown.get_absolute_url(),
    )


Verb = Callable[[Assignment, User, HttpRequest], object]
# Actions on a promise: the service, and the message afterwards. The services check permissions.
VERBS: dict[str, tuple[Verb, object]] = {
    "give-back": (
        lambda row, by, _r: services.give_back(promise=row, by=by),
        _("Given back. Thank you for telling us."),
    ),
    "want-cover": (
        lambda row, by, _r: services.want_cover(promise=row, by=by),
        _("Your team is told. You remain responsible until someone covers."),
    ),
    "keep": (lambda row, by, _r: services.come_after_all(promise=row, by=by), _("Good to have you there.")),
    "decline": (lambda row, by, _r: services.decline(promise=row, by=by), _("Noted. Another time, then.")),
    "let-go": (
        lambda row, by, r: services.let_go(promise=row, by=by, reason=r.POST.get("reason", "")),
        _("Done, they have been notified."),
    ),
    "present": (lambda row, by, _r: services.mark_present(promise=row, by=by), _("Marked as present.")),
    "confirm": (lambda row, by, _r: services.confirm_hours(promise=row, by=by), _("The hours are counted.")),
}


@login_required
@require_POST
def act(request: UserRequest, pk: int, verb: str) -> HttpResponse:
    """Run an action on a promise, as its owner, the leader or the centre."""
    if verb not in VERBS:
        raise Http404
    row = _promise_for(request.user, pk)
    service, words = VERBS[verb]
    return after(
        request,
        lambda: service(row, request.user, request),
        lambda error: show_shift(request, shift_or_404(row.shift_id), error),
        done=str(words),
        to=row.shift.get_absolute_url(),
    )


def _promise_for(user: User, pk: int) -> Assignment:
    row = get_object_or_404(PROMISES, pk=pk)
    if row.volunteer.user_id != user.pk and not leads(user, row.shift):
        raise Http404
    return row


@login_required
@require_POST
def cover(request: UserRequest, pk: int) -> HttpResponse:
    """Cover for someone who cannot come."""
    row, volunteer = get_object_or_404(PROMISES, pk=pk), require_volunteer(request)
    return after(
        request,
        lambda: services.cover(promise=row, volunteer=volunteer, by=request.user),
        lambda error: show_shift(request, shift_or_404(row.shift_id), error),
        done=_("You are covering. Thank you!"),
        to=row.shift.get_absolute_url(),
    )


@login_required
@require_POST
def ask(request: UserRequest, pk: int) -> HttpResponse:
    """Ask volunteers, or record that one of them agreed."""
    shown = shift_or_404(pk)
    if not leads(request.user, shown):
        raise Http404
    chosen = map(whole_number, request.POST.getlist("volunteer"))
    people = Volunteer.objects.active().with_person().filter(pk__in=chosen)

    def change() -> None:
        if "note" in request.POST:
            for each in people:
                exception = request.POST.get("exception", "")
                services.promise(shift=shown, volunteer=each, by=request.user, exception=exception)
        else:
            services.ask(shift=shown, volunteers=people, by=request.user)

    return after(
        request,
        change,
        lambda error: show_shift(request, shown, error),
        done=_("Done, they have been notified."),
        to=shown.get_absolute_url(),
    )


@login_required
@require_POST
def offer_swap(request: UserRequest, pk: int) -> HttpResponse:
    """Offer one of the reader's shifts in exchange for a place on this one."""
    wanted, offered = get_object_or_404(PROMISES, pk=pk), whole_number(request.POST.get("offered", ""))
    mine = get_object_or_404(PROMISES.of(request.user), pk=offered)
    return after(
        request,
        lambda: services.offer_swap(offered=mine, wanted=wanted, by=request.user),
        lambda error: show_shift(request, shift_or_404(wanted.shift_id), error),
        done=_("Your neighbour has been asked."),
        to=wanted.shift.get_absolute_url(),
    )


@login_required
@require_POST
def answer_swap(request: UserRequest, pk: int) -> HttpResponse:
    """Accept or decline a swap, or withdraw the offer."""
    found = Swap.objects.filter(state=SwapState.ASKED).select_related(
        "offered__shift__post", "wanted__shift__post", "offered__volunteer__user", "wanted__volunteer__user"
    )
    swap = get_object_or_404(found, pk=pk)
    if request.user.pk not in (swap.offered.volunteer.user_id, swap.wanted.volunteer.user_id):
        raise Http404
    verb = services.accept_swap if "accept" in request.POST else services.decline_swap
    return after(
        request,
        lambda: verb(swap=swap, by=request.user),
        lambda error: show_shift(request, shift_or_404(swap.wanted.shift_id), error),
        done=_("Done."),
        to="my_duty",
    )


@require_safe
@seen_by_everybody
def week(request: HttpRequest) -> HttpResponse:
    """The week by post, on the screen and for the wall; names as their owners agreed."""
    day = asked_day(request)
    reader = selectors.volunteer_of(request.user)
    in_full = request.user.is_staff and request.user.has_perm("volunteers.run_duty")
    context = {
        "week": selectors.week_of(day, reader, in_full=in_full),
        "today": timezone.localdate(),
        **neighbours(day, 7),
    }
    return answer(request, "duty/week.html", context)
