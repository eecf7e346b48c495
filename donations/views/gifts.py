"""Pages of gifts: the wall of thanks, offering, the reader's own, and one gift."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.certificates.pictures import small_picture
from community.certificates.sealing import RELEASES
from community.errors import DomainError, Invalid
from community.http import Attempt, UserRequest, answer
from community.media import private_photo
from community.photos import ACCEPTED
from community.shared_pages import seen_by_everybody
from donations import selectors, services
from donations.enums import GiftState, Publicity
from donations.forms import (
    AcceptForm,
    CashForm,
    DeclineForm,
    OfferForm,
    PhotosField,
    ReplaceForm,
    UseForm,
    ValueForm,
)
from donations.models import CashSlip, Donor, Gift, UseConsent
from donations.rules.thanks import public_names, things_in_short
from residents.selectors import wards_of

PER_PAGE = 12
MOST_PAGES = 10_000
PICTURE_KEPT = 30  # seconds


def whole(text: str) -> int | None:
    """A whole number in an address; None for anything else."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 8 else None


@require_safe
@seen_by_everybody
def wall(request: HttpRequest) -> HttpResponse:
    """Public gifts, newest first, with names as their donors currently allow."""
    years = selectors.years_of_wall()
    year = whole(request.GET.get("year", ""))
    year = year if year in years else None
    page = min(max(whole(request.GET.get("page", "")) or 1, 1), MOST_PAGES)
    # Reading one more than is shown tells whether there is a next page; counting 100,000 takes longer than the rest.
    found = list(selectors.wall_of(year)[(page - 1) * PER_PAGE : page * PER_PAGE + 1])
    context = {
        "thanked": selectors.thanked(found[:PER_PAGE]),
        "years": years,
        "year": year,
        "number": page,
        "has_next": len(found) > PER_PAGE and page < MOST_PAGES,
    }
    return render(request, "donations/wall.html", context)


@require_safe
def picture(request: HttpRequest, pk: int) -> HttpResponse:
    """A thumbnail of a gift's certificate for the wall, with the name as its donor currently allows."""
    shown = selectors.on_the_wall(pk)
    certificate = next(iter(selectors.certificates_of(shown)), None) if shown else None
    if shown is None or certificate is None:
        raise Http404
    content = small_picture(certificate, public_names(shown))
    response = HttpResponse(content, content_type="image/webp")
    # Cached no longer than a name may stay visible after it was withdrawn.
    response["Cache-Control"] = f"private, max-age={PICTURE_KEPT}"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def offer(request: UserRequest) -> HttpResponse:
    """Offer a gift, one's own or that of a child in one's care."""
    form = OfferForm(request.POST or None, request.FILES or None, user=request.user, wards=wards_of(request.user))
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            services.offer_gift(by=request.user, **form.wanted)
            messages.success(request, _("Thank you! We will look at your offer and tell you within a few days."))
            return redirect("my_gifts")
    return answer(request, "donations/offer.html", {"form": form}, form=form, error=tried.error)


@login_required
@require_safe
def mine(request: UserRequest) -> HttpResponse:
    """The reader's gifts: state, certificate, and where the things are now."""
    gifts = [
        (gift, things_in_short(gift), selectors.certificates_of(gift)) for gift in selectors.gifts_of(request.user)
    ]
    return render(request, "donations/mine.html", {"gifts": gifts})


def readable(request: UserRequest, pk: int) -> Gift:
    """A gift that the reader gave, or manages; else 404."""
    found = selectors.gift_for(request.user, pk)
    if found is None:
        raise Http404
    return found


@login_required
@require_safe
def gift(request: UserRequest, pk: int) -> HttpResponse:
    """One gift, for its donor and for staff."""
    return show(request, readable(request, pk))


def show(request: UserRequest, shown: Gift, error: DomainError | None = None, **forms: BaseForm) -> HttpResponse:
    """Render the page of a gift, with a refusal, and with invalid forms by name."""
    is_staff = request.user.has_perm("donations.change_gift")
    slip = CashSlip.objects.filter(gift=shown).first() if shown.amount is not None else None
    context = {
        "shown": shown,
        "things": things_in_short(shown),
        "certificates": selectors.certificates_of(shown),
        "publicities": Publicity.choices,
        "accepted": ACCEPTED,
        "is_waiting": shown.state == GiftState.OFFERED,
        "is_mine": any(giver.donor.user_id == request.user.pk for giver in shown.givers.all()),
        "is_staff": is_staff,
        "photos": list(shown.photos.all()),
        "consents": list(shown.consents.all()) if shown.use_binds else [],
        "slip": slip,
        "error": error,
    }
    if is_staff:
        value = {name: getattr(shown, name) for name in ("value", "valued_by", "valued_how", "prints_value")}
        context |= {
            "accept_form": AcceptForm(lines=list(shown.lines.all())),
            "decline_form": DeclineForm(),
            "value_form": ValueForm(initial=value),
            "cash_form": CashForm(),
            "use_form": UseForm(),
            "replace_form": ReplaceForm(),
            "releases": request.user.has_perm(RELEASES),
            "items": list(shown.items.all()),
        }
    context |= forms
    invalid = next((form for form in forms.values() if form.errors), None)
    return answer(request, "donations/gift.html", context, form=invalid, error=error)


@login_required
@require_POST
def add_photos(request: UserRequest, pk: int) -> HttpResponse:
    """Add photos to an offer."""
    shown = readable(request, pk)
    try:
        files = PhotosField().clean(request.FILES.getlist("photos"))
        services.add_photos(gift=shown, photos=files, by=request.user)
    except ValidationError as refused:
        return show(request, shown, Invalid("not_a_photo", " ".join(refused.messages)))
    except DomainError as refused:
        return show(request, shown, refused)
    return redirect(shown)


@login_required
@require_safe
def photo(request: UserRequest, pk: int, number: int) -> FileResponse:
    """A photo of an offer, for its donor and staff."""
    found = get_object_or_404(readable(request, pk).photos.all(), pk=number)
    return private_photo(found.photo, allowed=True)  # others get 404 for the gift already


@login_required
@require_POST
def answer_use(request: UserRequest, pk: int, consent: int) -> HttpResponse:
    """Answer about another use: as the donor, or as staff who record the donor's answer."""
    shown = readable(request, pk)
    asked = get_object_or_404(UseConsent.objects.select_related("gift"), gift=shown, pk=consent)
    said = request.POST.get("answer")
    if said not in ("yes", "no"):
        return show(request, shown, Invalid("unknown", _("Please choose one of the answers.")))
    try:
        services.answer_other_use(
            consent=asked, said_yes=said == "yes", by=request.user, how=request.POST.get("how", "")
        )
    except DomainError as error:
        return show(request, shown, error)
    messages.success(request, _("Thank you, your answer is saved."))
    return redirect(shown)


@login_required
@require_POST
def withdraw(request: UserRequest, pk: int) -> HttpResponse:
    """Withdraw one's own offer."""
    shown = readable(request, pk)
    try:
        services.withdraw_offer(gift=shown, by=request.user)
    except DomainError as error:
        return show(request, shown, error)
    messages.success(request, _("Your offer is withdrawn."))
    return redirect("my_gifts")


@login_required
@require_POST
def publicity(request: UserRequest, pk: int) -> HttpResponse:
    """Set how much of the donor is public."""
    shown = readable(request, pk)
    try:
        services.show_donor(gift=shown, as_=request.POST.get("publicity", ""), by=request.user)
    except DomainError as error:
        return show(request, shown, error)
    messages.success(request, _("From now on others see it like this."))
    return redirect(shown)


@login_required
@require_POST
def go_nameless(request: UserRequest, pk: int) -> HttpResponse:
    """Delete the donor's name from a gift for good."""
    shown = readable(request, pk)
    mine_of_it = Donor.objects.filter(given__gift=shown, user=request.user)
    if not mine_of_it.exists():
        raise Http404
    if "sure" not in request.POST:
        return render(request, "donations/nameless.html", {"shown": shown})
    for donor in mine_of_it:
        services.make_donor_nameless(donor=donor, by=request.user)
    messages.success(
        request, _("Your name is deleted. The number stays valid, and your paper still proves that it is yours.")
    )
    return redirect(shown)
