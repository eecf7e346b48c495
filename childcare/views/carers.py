"""Carers at the tablet: signing on and off, and taking off a carer who falls ill."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from childcare import selectors, services
from childcare.models import CareDuty
from childcare.views.access import DoorRequest, at_door, signed_on
from community.errors import DomainError
from community.http import answer, back


@at_door
@require_safe
def carers(request: DoorRequest) -> HttpResponse:
    """Who is signed on, who is due, and whether the carer who unlocked the tablet is one of them."""
    return _show(request)


def _show(request: DoorRequest, error: DomainError | None = None) -> HttpResponse:
    session = request.session_now
    context = {
        "session": session,
        "duties": selectors.duties_on(session) if session else [],
        "due": selectors.carers_due(session) if session else [],
        "duty": request.duty,
        "standing": selectors.standing_of(session) if session else None,
        "error": error,
    }
    return answer(request, "childcare/carers.html", context, error=error)


@at_door
@require_POST
def sign_on(request: DoorRequest) -> HttpResponse:
    """Sign on the carer who unlocked the tablet."""
    session = request.session_now
    if session is None:
        return _show(request)
    try:
        services.sign_on_carer(session=session, carer=request.carer, by=request.carer.user, station=request.station)
    except DomainError as error:
        return _show(request, error)
    return back(request, _("Welcome. You are with the children now."), to="care_door")


@signed_on
@require_POST
def sign_off(request: DoorRequest, pk: int) -> HttpResponse:
    """Sign a carer off; if children need the carer, no child is admitted until there are enough again."""
    duty = get_object_or_404(CareDuty.objects.on(), pk=pk, session=request.session_now)
    reason = request.POST.get("reason", "")
    try:
        if reason:
            services.declare_breach(duty=duty, reason=reason, by=request.carer.user)
        else:
            services.sign_off_carer(duty=duty, by=request.carer.user)
    except DomainError as error:
        return _show(request, error)
    if duty.carer_id != request.carer.pk:
        return back(request, _("Signed off. Thank you!"), to="care_carers")
    services.lock_station(station=request.station)
    return redirect(f"{reverse('care_locked')}?signed=off")
