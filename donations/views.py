"""Pages of gifts: the wall of thanks, an offer, mine, one gift, and the page of a thing's label."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.errors import DomainError
from community.http import UserRequest, whole_number
from community.qr import qr_svg
from donations import selectors, services
from donations.enums import GiftState, ItemState, Publicity
from donations.forms import LendForm, OfferForm, PlaceForm
from donations.models import Donor, Gift, Item, Loan
from donations.rules.thanks import public_names, things_in_short
from residents.selectors import wards_of

PER_PAGE = 24
LABELS_ON_A_SHEET = 24


@require_safe
@never_cache
def wall(request: HttpRequest) -> HttpResponse:
    """Who gave what, the newest first, as each giver allows at this moment."""
    asked = whole_number(request.GET.get("year", ""))
    years = selectors.years_of_wall()
    year = asked if asked in years else None
    page = Paginator(selectors.wall_of(year), PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "thanked": selectors.thanked(page.object_list), "years": years, "year": year}
    return render(request, "donations/wall.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: UserRequest) -> HttpResponse:
    """Offer a gift, one's own or that of a child in one's care."""
    form = OfferForm(request.POST or None, user=request.user, wards=wards_of(request.user))
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.offer_gift(by=request.user, **form.wanted)
            except DomainError as error:
                form.add_error(None, error.message)
            else:
                messages.success(request, _("Thank you! We look at your offer and tell you within a few days."))
                return redirect("my_gifts")
    return render(request, "donations/offer.html", {"form": form}, status=status)


@login_required
@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """What one gave: its state, its certificate, where the things stand now."""
    gifts = [
        (gift, things_in_short(gift), selectors.certificates_of(gift)) for gift in selectors.gifts_of(request.user)
    ]
    return render(request, "donations/mine.html", {"gifts": gifts})


def _readable(request: UserRequest, pk: int) -> Gift:
    found = selectors.gift_for(request.user, pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def gift(request: UserRequest, pk: int) -> HttpResponse:
    """One gift, for who gave it and for staff."""
    return _show(request, _readable(request, pk))


def _show(request: UserRequest, shown: Gift, error: DomainError | None = None) -> HttpResponse:
    context = {
        "shown": shown,
        "things": things_in_short(shown),
        "certificates": selectors.certificates_of(shown),
        "publicities": Publicity.choices,
        "is_waiting": shown.state == GiftState.OFFERED,
        "is_mine": any(giver.donor.user_id == request.user.pk for giver in shown.givers.all()),
        "error": error,
    }
    return render(request, "donations/gift.html", context, status=error.status if error else 200)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Take one's own offer back."""
    shown = _readable(request, pk)
    try:
        services.withdraw_offer(gift=shown, by=request.user)
    except DomainError as error:
        return _show(request, shown, error)
    messages.success(request, _("Your offer is withdrawn."))
    return redirect("my_gifts")


@login_required
@require_POST
def publicity(request: UserRequest, pk: int) -> HttpResponse:
    """Say how much others may read of oneself."""
    shown = _readable(request, pk)
    try:
        services.show_donor(gift=shown, as_=request.POST.get("publicity", ""), by=request.user)
    except DomainError as error:
        return _show(request, shown, error)
    messages.success(request, _("Others read it so from now on."))
    return redirect(shown)


@login_required
@require_POST
def go_nameless(request: UserRequest, pk: int) -> HttpResponse:
    """Take one's name away from a gift for good."""
    shown = _readable(request, pk)
    mine_of_it = Donor.objects.filter(given__gift=shown, user=request.user)
    if not mine_of_it.exists():
        raise Http404
    if "sure" not in request.POST:
        return render(request, "donations/nameless.html", {"shown": shown})
    for donor in mine_of_it:
        services.make_donor_nameless(donor=donor, by=request.user)
    messages.success(request, _("Your name is gone. The number stays valid, and your paper still proves it."))
    return redirect(shown)


@require_safe
@never_cache
def item(request: HttpRequest, code: str) -> HttpResponse:
    """What a label leads to: the thanks and the story for everybody, and for staff what to do with the thing."""
    return _show_item(request, code)


def _show_item(
    request: HttpRequest,
    code: str,
    error: DomainError | None = None,
    place_form: PlaceForm | None = None,
    lend_form: LendForm | None = None,
) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("gift"), code=code)
    is_public = shown.gift.publicity != Publicity.NOTHING
    is_staff = request.user.has_perm("donations.change_gift")
    invalid = any(form is not None and form.errors for form in (place_form, lend_form))
    context = {
        "shown": shown,
        "number": selectors.number_of(shown),
        "who": public_names(shown.gift),
        "story": shown.gift.story if is_public else "",
        "stands": selectors.place_of(shown),
        "is_staff": is_staff,
        "states": [(state, label) for state, label in ItemState.choices if state != ItemState.RETIRED],
        "loans": shown.loans.filter(returned_at=None).select_related("borrower") if is_staff else [],
        "place_form": place_form or PlaceForm(),
        "lend_form": lend_form or LendForm(),
        "error": error,
    }
    response = render(
        request, "donations/item.html", context, status=error.status if error else 422 if invalid else 200
    )
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@permission_required("donations.change_gift", raise_exception=True)
@require_POST
def place_item(request: UserRequest, code: str) -> HttpResponse:
    """Move a thing."""
    form = PlaceForm(request.POST)
    if not form.is_valid():
        return _show_item(request, code, place_form=form)
    try:
        services.place_item(item=get_object_or_404(Item, code=code), by=request.user, **form.cleaned_data)
    except DomainError as error:
        return _show_item(request, code, error, place_form=form)
    return redirect("item", code)


@login_required
@permission_required("donations.change_gift", raise_exception=True)
@require_POST
def item_state(request: UserRequest, code: str) -> HttpResponse:
    """Note that a thing is broken, missing, in store or in use."""
    try:
        services.set_item_state(
            item=get_object_or_404(Item, code=code), state=request.POST.get("state", ""), by=request.user
        )
    except DomainError as error:
        return _show_item(request, code, error)
    return redirect("item", code)


@login_required
@permission_required("donations.change_gift", raise_exception=True)
@require_POST
def lend_item(request: UserRequest, code: str) -> HttpResponse:
    """Lend pieces of a thing."""
    form = LendForm(request.POST)
    if not form.is_valid():
        return _show_item(request, code, lend_form=form)
    try:
        services.lend_item(
            item=get_object_or_404(Item, code=code),
            borrower=form.borrower,
            count=form.cleaned_data["count"],
            due_on=form.cleaned_data["due_on"],
            by=request.user,
        )
    except DomainError as error:
        return _show_item(request, code, error, lend_form=form)
    return redirect("item", code)


@login_required
@permission_required("donations.change_gift", raise_exception=True)
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Note that what was lent is back."""
    loan = get_object_or_404(Loan.objects.select_related("item"), pk=pk)
    try:
        services.take_back_item(loan=loan, by=request.user)
    except DomainError as error:
        return _show_item(request, loan.item.code, error)
    return redirect("item", loan.item.code)


@login_required
@permission_required("donations.change_gift", raise_exception=True)
@require_POST
def retire(request: UserRequest, code: str) -> HttpResponse:
    """Sign that a thing has served its time: first with a reason, then by another colleague."""
    shown = get_object_or_404(Item, code=code)
    try:
        if shown.retire_reason:
            services.retire_item(item=shown, by=request.user)
        else:
            services.ask_to_retire_item(item=shown, by=request.user, reason=request.POST.get("reason", ""))
    except DomainError as error:
        return _show_item(request, code, error)
    return redirect("item", code)


@login_required
@permission_required("donations.view_item", raise_exception=True)
@require_safe
def labels(request: UserRequest) -> HttpResponse:
    """Labels to print, 24 to a page: of one gift, or the newest things."""
    items = Item.objects.exclude(state=ItemState.RETIRED).select_related("gift").order_by("-pk")
    asked = whole_number(request.GET.get("gift", ""))
    if asked:
        items = items.filter(gift_id=asked).order_by("position")
    shown = [(each, selectors.number_of(each)) for each in items[:LABELS_ON_A_SHEET]]
    return render(request, "donations/labels.html", {"labels": shown})


@require_safe
def item_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a label."""
    shown = get_object_or_404(Item, code=code)
    return HttpResponse(qr_svg(shown.label_url, title=shown.what), content_type="image/svg+xml")
