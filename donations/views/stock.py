"""Stock-taking on a phone: choose a room, scan what is there, finish."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.certificates.codes import typed
from community.errors import DomainError, Invalid
from community.http import Attempt, UserRequest, answer, whole_number
from donations import selectors, services
from donations.forms import CountForm
from donations.models import Item, StockTake
from donations.views.desk import staff_only
from rooms.models import Room

PER_PAGE = 50


@staff_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def rooms(request: UserRequest) -> HttpResponse:
    """The rooms with the number of expected things; a POST starts counting one."""
    tried = Attempt()
    if request.method == "POST":
        key = request.POST.get("room", "")
        room = get_object_or_404(Room, pk=whole_number(key))
        with tried:
            return redirect("stock_take", services.begin_stock_take(room=room, by=request.user).pk)
    context = {"rooms": selectors.rooms_to_count(), "done": selectors.stock_takes_done(), "error": tried.error}
    return answer(request, "donations/stock_rooms.html", context, error=tried.error)


@staff_only
@never_cache
@require_safe
def take(request: UserRequest, pk: int) -> HttpResponse:
    """What is still to be found, and what was found."""
    return _show(request, get_object_or_404(StockTake.objects.select_related("room"), pk=pk))


def _show(
    request: UserRequest, shown: StockTake, error: DomainError | None = None, form: CountForm | None = None
) -> HttpResponse:
    to_find = Paginator(selectors.to_find(shown), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "take": shown,
        "page": to_find,
        "to_find": selectors.numbered(to_find),
        "counted": shown.counts.select_related("item")[:PER_PAGE],
        "counts": selectors.counts_of(shown),
        "form": form or CountForm(),
        "error": error,
    }
    return answer(request, "donations/stock_take.html", context, form=form, error=error)


@staff_only
@require_POST
def count(request: UserRequest, pk: int) -> HttpResponse:
    """Count a thing by its scanned label, its typed code, or a tap in the list."""
    shown = get_object_or_404(StockTake.objects.select_related("room"), pk=pk)
    form = CountForm(request.POST)
    if not form.is_valid():
        return _show(request, shown, form=form)
    item = Item.objects.filter(code=code_in(form.cleaned_data["code"])).first()
    try:
        if item is None:
            raise Invalid("unknown", _("No thing has this label."))
        found = services.count_item(take=shown, item=item, found=form.cleaned_data["found"], by=request.user)
    except DomainError as error:
        return _show(request, shown, error, form)
    if found.is_elsewhere:
        words = _("%(thing)s belongs elsewhere: %(place)s.")
        place = found.was_at or _("nowhere")
        messages.warning(request, words % {"thing": item, "place": place})
    else:
        messages.success(request, _("%(thing)s: found.") % {"thing": item})
    page = whole_number(request.POST.get("page", ""))
    return redirect(reverse("stock_take", args=[pk]) + (f"?page={page}" if page else ""))


@staff_only
@require_POST
def end(request: UserRequest, pk: int) -> HttpResponse:
    """Finish: things not found are missing."""
    shown = get_object_or_404(StockTake.objects.select_related("room"), pk=pk)
    try:
        services.end_stock_take(take=shown, by=request.user)
    except DomainError as error:
        return _show(request, shown, error)
    return redirect("stock_take", pk)


def code_in(scanned: str) -> str:
    """The code of a label: typed, or from the address in its QR code."""
    parts = [part for part in scanned.split("?")[0].split("#")[0].split("/") if part]
    return typed(parts[-1])[:8] if parts else ""
