"""The page of a thing's label, and what staff do with the thing."""

from collections.abc import Callable
from typing import Any

from django.core.paginator import Paginator
from django.forms import BaseForm
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.errors import DomainError
from community.http import UserRequest, after, permitted
from community.media import private_photo
from community.qr import qr_response
from donations import selectors, services
from donations.enums import ItemState, Publicity
from donations.forms import LendForm, PlaceForm, RepairedForm, RepairForm, ThingPhotoForm
from donations.models import Item, Loan, Repair
from donations.rules.thanks import public_names
from donations.services.items import CHOSEN
from donations.views.gifts import whole

LABELS_ON_A_SHEET = 24


@require_safe
@never_cache
def item(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a label: thanks and story for everybody, and actions for staff."""
    return _show_item(request, code)


def _show_item(
    request: HttpRequest,
    code: str,
    error: DomainError | None = None,
    **forms: BaseForm,
) -> HttpResponse:
    shown = get_object_or_404(Item.objects.select_related("gift"), code=code)
    is_public = shown.gift.publicity != Publicity.NOTHING
    is_staff = request.user.has_perm("donations.change_gift")
    invalid = any(form.errors for form in forms.values())
    context = {
        "shown": shown,
        "number": selectors.number_of(shown),
        "who": public_names(shown.gift),
        "story": shown.gift.story if is_public else "",
        "stands": selectors.place_of(shown),
        "is_staff": is_staff,
        "error": error,
    }
    if is_staff:
        repairs = list(shown.repairs.all())
        context |= {
            "states": [(state.value, state.label) for state in CHOSEN],
            "loans": shown.loans.filter(returned_at=None).select_related("borrower"),
            "repair": next((each for each in repairs if each.ended_at is None), None),
            "repairs": [each for each in repairs if each.ended_at is not None],
            "take": selectors.stock_take_at(shown),
            "place_form": PlaceForm(uses=selectors.uses_of(shown.gift)),
            "lend_form": LendForm(),
            "repair_form": RepairForm(),
            "repaired_form": RepairedForm(),
            "photo_form": ThingPhotoForm(),
        }
    context |= forms
    response = render(
        request, "donations/item.html", context, status=error.status if error else 422 if invalid else 200
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _change(request: UserRequest, code: str, change: Callable[[], object], **forms: Any) -> HttpResponse:
    """Change a thing and show it again, or why it is not possible."""
    to = reverse("item", args=[code])
    return after(request, change, lambda error: _show_item(request, code, error, **forms), to=to)


@permitted("donations.change_gift")
@require_POST
def place_item(request: UserRequest, code: str) -> HttpResponse:
    """Move a thing."""
    placed = get_object_or_404(Item.objects.select_related("gift"), code=code)
    form = PlaceForm(request.POST, uses=selectors.uses_of(placed.gift))
    if not form.is_valid():
        return _show_item(request, code, place_form=form)
    return _change(
        request, code, lambda: services.place_item(item=placed, by=request.user, **form.cleaned_data), place_form=form
    )


@permitted("donations.change_gift")
@require_POST
def item_state(request: UserRequest, code: str) -> HttpResponse:
    """Record that a thing is missing, in storage or in use."""
    item, state = get_object_or_404(Item, code=code), request.POST.get("state", "")
    return _change(request, code, lambda: services.set_item_state(item=item, state=state, by=request.user))


@permitted("donations.change_gift")
@require_POST
def lend_item(request: UserRequest, code: str) -> HttpResponse:
    """Lend pieces of a thing."""
    form = LendForm(request.POST)
    if not form.is_valid():
        return _show_item(request, code, lend_form=form)
    item = get_object_or_404(Item, code=code)
    lent = {"borrower": form.borrower, "count": form.cleaned_data["count"], "due_on": form.cleaned_data["due_on"]}
    return _change(request, code, lambda: services.lend_item(item=item, by=request.user, **lent), lend_form=form)


@permitted("donations.change_gift")
@require_POST
def take_back(request: UserRequest, pk: int) -> HttpResponse:
    """Record the return of a loan."""
    loan = get_object_or_404(Loan.objects.select_related("item"), pk=pk)
    return _change(request, loan.item.code, lambda: services.take_back_item(loan=loan, by=request.user))


@permitted("donations.change_gift")
@require_POST
def retire(request: UserRequest, code: str) -> HttpResponse:
    """Ask to retire a thing with a reason, or confirm as another colleague."""
    shown = get_object_or_404(Item, code=code)
    if shown.retire_reason:
        return _change(request, code, lambda: services.retire_item(item=shown, by=request.user))
    reason = request.POST.get("reason", "")
    return _change(request, code, lambda: services.ask_to_retire_item(item=shown, by=request.user, reason=reason))


@permitted("donations.change_gift")
@require_POST
def repair(request: UserRequest, code: str) -> HttpResponse:
    """Record that a thing is broken, and who repairs it."""
    form = RepairForm(request.POST)
    if not form.is_valid():
        return _show_item(request, code, repair_form=form)
    return _change(
        request,
        code,
        lambda: services.begin_repair(item=get_object_or_404(Item, code=code), by=request.user, **form.cleaned_data),
        repair_form=form,
    )


@permitted("donations.change_gift")
@require_POST
def repaired(request: UserRequest, pk: int) -> HttpResponse:
    """Record that a repair is over, and its cost."""
    done = get_object_or_404(Repair.objects.select_related("item"), pk=pk)
    form = RepairedForm(request.POST)
    if not form.is_valid():
        return _show_item(request, done.item.code, repaired_form=form)
    return _change(
        request,
        done.item.code,
        lambda: services.end_repair(repair=done, by=request.user, **form.cleaned_data),
        repaired_form=form,
    )


@permitted("donations.change_gift")
@require_POST
def photograph(request: UserRequest, code: str) -> HttpResponse:
    """Save a photo of a thing."""
    form = ThingPhotoForm(request.POST, request.FILES)
    if not form.is_valid():
        return _show_item(request, code, photo_form=form)
    return _change(
        request,
        code,
        lambda: services.photograph_item(item=get_object_or_404(Item, code=code), by=request.user, **form.cleaned_data),
        photo_form=form,
    )


@require_safe
def item_photo(request: HttpRequest, code: str) -> FileResponse:
    """The photo of a thing, for anyone who scans its label."""
    shown = get_object_or_404(Item.objects.exclude(photo=""), code=code)
    return private_photo(shown.photo, allowed=True)


@permitted("donations.view_item")
@require_safe
def labels(request: UserRequest) -> HttpResponse:
    """Labels to print, 24 to a page: of one gift, of a room, or of the newest things."""
    items = Item.objects.exclude(state=ItemState.RETIRED).order_by("-pk")
    gift, room = whole(request.GET.get("gift", "")), whole(request.GET.get("room", ""))
    if gift is not None:
        items = items.filter(gift_id=gift).order_by("position")
    if room is not None:
        items = items.filter(placements__room_id=room, placements__during__endswith__isnull=True)
    page = Paginator(items, LABELS_ON_A_SHEET).get_page(request.GET.get("page"))
    return render(request, "donations/labels.html", {"labels": selectors.numbered(page), "page": page})


@require_safe
def item_qr(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a label."""
    shown = get_object_or_404(Item, code=code)
    return qr_response(shown.label_url, title=shown.what)
