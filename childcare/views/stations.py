"""The tablet itself: registering, unlocking with a carer's PIN, locking, revoking."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from childcare import selectors, services
from childcare.models import Station
from childcare.views.access import COOKIE, runs_childcare, station_of
from community.errors import DomainError
from community.http import Attempt, UserRequest, answer, back_with, safe_next, whole_number

YEAR = 365 * 24 * 3600


@never_cache
@sensitive_post_parameters("pin")
@require_http_methods(["GET", "HEAD", "POST"])
def locked(request: HttpRequest) -> HttpResponse:
    """Choose a carer and enter the PIN. Viewing this page does not keep the tablet unlocked."""
    station = station_of(request)
    if station is None:
        return render(request, "childcare/no_tablet.html", status=403)
    carers, error = selectors.carers_with_pin(), None
    chosen = whole_number(request.POST.get("carer", ""))
    if request.method == "POST":
        carer = next((each for each in carers if each.pk == chosen), None)
        try:
            if carer is not None:
                services.unlock_station(station=station, carer=carer, pin=request.POST.get("pin", ""))
                return redirect(safe_next(request, "care_door"))
        except DomainError as refused:
            error = refused
    elif station.is_open(timezone.now()):
        return redirect(safe_next(request, "care_door"))
    # Signing off also deletes the tablet's list of children.
    wipe = request.GET.get("signed") == "off"
    context = {"station": station, "carers": carers, "chosen": chosen, "error": error, "wipe": wipe}
    context["next"] = request.POST.get("next") or request.GET.get("next", "")
    return answer(request, "childcare/locked.html", context, error=error)


@require_POST
def lock(request: HttpRequest) -> HttpResponse:
    """Lock the tablet until the next PIN."""
    station = station_of(request)
    if station is not None:
        services.lock_station(station=station)
    return redirect("care_locked")


@runs_childcare
@require_http_methods(["GET", "HEAD", "POST"])
def tablets(request: UserRequest) -> HttpResponse:
    """The list of tablets; registering the current device logs staff out of it."""
    tried = Attempt()
    if request.method == "POST":
        with tried:
            _station, token = services.register_station(name=request.POST.get("name", ""), by=request.user)
            logout(request)
            messages.success(request, _("This tablet now belongs to the children's room. You were logged out of it."))
            response = redirect("care_locked")
            secure = settings.SESSION_COOKIE_SECURE
            response.set_cookie(COOKIE, token, YEAR, path="/childcare/", secure=secure, httponly=True, samesite="Lax")
            return response
    context = {
        "stations": Station.objects.filter(revoked_at=None).select_related("carer__volunteer"),
        "proposed": _("Door of the children's room"),
        "error": tried.error,
    }
    return answer(request, "childcare/tablets.html", context, error=tried.error)


@runs_childcare
@require_POST
def take_away(request: UserRequest, pk: int) -> HttpResponse:
    """Revoke a lost tablet: it shows nothing from its next request on."""
    station = get_object_or_404(Station, pk=pk, revoked_at=None)
    return back_with(
        request,
        lambda: services.revoke_station(station=station, by=request.user),
        done=_("The tablet is revoked: it no longer shows anything."),
        to="care_tablets",
    )
