"""The desk of donations: offers, certificates to issue, cash to count, answers and returns to wait for."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.certificates.sealing import RELEASES, release_certificate
from community.http import Attempt, UserRequest, after, answer, permitted
from community.models import Certificate
from donations import selectors, services
from donations.forms import AcceptForm, CashForm, DeclineForm, DeskOfferForm, ReplaceForm, UseForm, ValueForm
from donations.models import CashSlip, Gift
from donations.views.gifts import readable, show

PER_PAGE = 20
staff_only = permission_required("donations.change_gift", raise_exception=True)


@staff_only
@never_cache
@require_safe
def desk(request: UserRequest) -> HttpResponse:
    """Offers to decide, oldest first, and everything else that needs attention; a constant number of queries."""
    page = Paginator(selectors.to_decide(), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "to_thank": selectors.to_thank(),
        "slips": selectors.open_slips(),
        "consents": selectors.open_consents(),
        "loans": selectors.overdue_loans(),
        "repairs": selectors.open_repairs(),
        "takes": selectors.open_stock_takes(),
        "batches": selectors.newest_batches(),
    }
    return render(request, "donations/desk.html", context)


@staff_only
@require_http_methods(["GET", "HEAD", "POST"])
def desk_offer(request: UserRequest) -> HttpResponse:
    """Record an offer of people at the desk."""
    form = DeskOfferForm(request.POST or None, request.FILES or None)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            gift = services.offer_gift(by=request.user, **form.wanted)
            messages.success(request, _("The offer is recorded."))
            return redirect(gift)
    return answer(request, "donations/desk_offer.html", {"form": form}, form=form, error=tried.error)


def _act(request: UserRequest, gift: Gift, said: str, change: Callable[[], object]) -> HttpResponse:
    """Change a gift and show a message, or why it is not possible."""
    return after(request, change, lambda error: show(request, gift, error), done=said, to=gift.get_absolute_url())


def _act_by(
    request: UserRequest, gift: Gift, name: str, form: BaseForm, said: str, change: Callable[[Any], object]
) -> HttpResponse:
    """The same with the input of a form."""
    if not form.is_valid():
        return show(request, gift, None, **{name: form})
    return _act(request, gift, said, lambda: change(form))


@staff_only
@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Accept an offer, all of it or a number of each line."""
    gift = readable(request, pk)
    form = AcceptForm(request.POST, lines=list(gift.lines.all()))
    if "all" in request.POST:
        return _act(request, gift, _("Accepted."), lambda: services.accept_gift(gift=gift, by=request.user))
    return _act_by(
        request,
        gift,
        "accept_form",
        form,
        _("Accepted."),
        lambda typed: services.accept_gift(gift=gift, by=request.user, counts=typed.counts),
    )


@staff_only
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    """Decline an offer with a kind message."""
    gift = readable(request, pk)
    return _act_by(
        request,
        gift,
        "decline_form",
        DeclineForm(request.POST),
        _("Declined; the donor will read your message."),
        lambda typed: services.decline_gift(gift=gift, by=request.user, **typed.cleaned_data),
    )


@staff_only
@require_POST
def value(request: UserRequest, pk: int) -> HttpResponse:
    """Record the value of a gift."""
    gift = readable(request, pk)
    return _act_by(
        request,
        gift,
        "value_form",
        ValueForm(request.POST),
        _("The value is saved."),
        lambda typed: services.value_gift(gift=gift, by=request.user, **typed.cleaned_data),
    )


@staff_only
@require_POST
def count_cash(request: UserRequest, pk: int) -> HttpResponse:
    """Count cash: the first person creates the slip, another confirms it."""
    gift = readable(request, pk)

    def change(typed: CashForm) -> None:
        amount = typed.cleaned_data["sum"]
        slip = CashSlip.objects.select_related("gift").filter(gift=gift).first()
        if slip is None or slip.counted_by_id == request.user.pk:
            services.count_cash(gift=gift, amount=amount, by=request.user)
        else:
            services.confirm_cash(slip=slip, amount=amount, by=request.user)

    return _act_by(request, gift, "cash_form", CashForm(request.POST), _("Counted."), change)


@staff_only
@require_POST
def ask_use(request: UserRequest, pk: int) -> HttpResponse:
    """Ask the giver of a bound gift about another use."""
    gift = readable(request, pk)
    return _act_by(
        request,
        gift,
        "use_form",
        UseForm(request.POST),
        _("The donor has been asked."),
        lambda typed: services.ask_other_use(gift=gift, by=request.user, **typed.cleaned_data),
    )


@staff_only
@require_POST
def issue(request: UserRequest, pk: int) -> HttpResponse:
    """Issue the certificate of one gift at once."""
    gift = readable(request, pk)

    def change() -> None:
        services.issue_certificates(
            gifts=[gift],
            by=request.user,
            one_each="one_each" in request.POST,
            leaves_space="leaves_space" in request.POST,
        )

    return _act(request, gift, _("The certificate is issued."), change)


@staff_only
@require_POST
def replace(request: UserRequest, pk: int, number: str) -> HttpResponse:
    """Replace a wrong certificate."""
    gift = readable(request, pk)
    old = _certificate(gift, number)
    return _act_by(
        request,
        gift,
        "replace_form",
        ReplaceForm(request.POST),
        _("A new certificate replaces it."),
        lambda typed: services.replace_gift_certificate(certificate=old, by=request.user, **typed.cleaned_data),
    )


@permitted(RELEASES)
@require_POST
def release(request: UserRequest, pk: int, number: str) -> HttpResponse:
    """Release a certificate for the official seal, as the first or the second person."""
    gift = readable(request, pk)
    certificate = _certificate(gift, number)
    return _act(request, gift, _("Released."), lambda: release_certificate(certificate=certificate, by=request.user))


def _certificate(gift: Gift, number: str) -> Certificate:
    return get_object_or_404(Certificate.objects.filter(givers__gift=gift).distinct(), number=number)
