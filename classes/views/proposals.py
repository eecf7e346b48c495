"""Pages of proposals: proposing, pledging, and their progress."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from classes import selectors, services
from classes.enums import ClassState, ProposalState
from classes.forms import PledgeForm, ProposalForm
from classes.models import Proposal
from classes.sharing import shared_proposal
from community.errors import DomainError, Invalid
from community.http import Attempt, UserRequest, answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: UserRequest) -> HttpResponse:
    """Propose a class, with the reader's free hours."""
    form = ProposalForm(request.POST or None)
    tried = Attempt(form)
    if form.is_valid():
        with tried:
            new = services.propose(new=form.instance, hours=form.cleaned_data["hours"], by=request.user)
            messages.success(request, _("Your proposal is published. Tell your neighbours about it!"))
            return redirect(new)
    return answer(request, "classes/propose.html", {"form": form}, form=form, error=tried.error)


@require_safe
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal: how many neighbours are missing, which hours suit, and the form to pledge."""
    return _show(request, pk)


def _show(
    request: HttpRequest, pk: int, error: DomainError | None = None, form: PledgeForm | None = None
) -> HttpResponse:
    shown = get_object_or_404(Proposal.objects.select_related("proposer", "interest_class", "room_kind"), pk=pk)
    pledges = list(shown.pledges.all())
    mine = next((each for each in pledges if each.user_id == request.user.pk), None)
    missing = max(shown.needed - len(pledges), 0)
    context = {
        "shown": shown,
        "shared": shared_proposal(shown, missing=missing),
        "pledged": len(pledges),
        "missing": missing,
        "popular": selectors.popular_hours(pledges, shown.minutes)[:3],
        "mine": mine,
        "form": form or PledgeForm(initial={"hours": mine.hours if mine else []}),
        "takes_pledges": shown.state in ProposalState.unsettled(),
        "State": ProposalState,
        "ClassState": ClassState,
        "error": error,
    }
    return answer(request, "classes/proposal.html", context, error=error)


@login_required
@require_POST
def pledge(request: UserRequest, pk: int) -> HttpResponse:
    """Pledge to come, or change the hours of a pledge."""
    wanted = get_object_or_404(Proposal, pk=pk)
    form = PledgeForm(request.POST)
    if not form.is_valid():
        return _show(request, pk, Invalid("form", form.first_error), form)
    try:
        after = services.pledge(proposal=wanted, user=request.user, hours=form.cleaned_data["hours"])
    except DomainError as error:
        return _show(request, pk, error)
    if after.state == ProposalState.PLANNED:
        messages.success(
            request, _("Thank you! There are enough neighbours now, and the centre will look at the plan.")
        )
    else:
        messages.success(request, _("Thank you! We will tell you as soon as there are enough neighbours."))
    return redirect(after)


@login_required
@require_POST
def unpledge(request: UserRequest, pk: int) -> HttpResponse:
    """Withdraw a pledge."""
    left = get_object_or_404(Proposal, pk=pk)
    try:
        services.take_back_pledge(proposal=left, user=request.user)
    except DomainError as error:
        return _show(request, pk, error)
    messages.success(request, _("Your pledge is withdrawn."))
    return redirect(left)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Withdraw the reader's own proposal."""
    given_up = get_object_or_404(Proposal.objects.filter(proposer=request.user), pk=pk)
    try:
        services.withdraw_proposal(proposal=given_up, by=request.user)
    except DomainError as error:
        return _show(request, pk, error)
    messages.success(request, _("Your proposal is withdrawn."))
    return redirect("class_list")
