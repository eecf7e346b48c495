"""What happened: written down by a carer, read by a guardian, changed by nobody."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from childcare import selectors, services
from childcare.models import DropIn, Incident
from childcare.views.common import InsideRequest, back_with, signed_on
from community.errors import DomainError
from community.http import UserRequest, answer
from community.ranges import at, today


@signed_on
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: InsideRequest, pk: int) -> HttpResponse:
    """Something happened to a child: when, what, who saw it, what was done."""
    stays = DropIn.objects.filter(session=request.session_now).select_related("sheet__child", "session")
    stay, error = get_object_or_404(stays, pk=pk), None
    typed: Any = request.POST
    if request.method == "POST":
        try:
            services.record_incident(
                drop_in=stay,
                happened_at=_moment(typed.get("at", "")),
                what=typed.get("what", ""),
                done=typed.get("done", ""),
                carer=request.carer,
                witnesses=typed.get("witnesses", ""),
                photo=request.FILES.get("photo"),
            )
        except DomainError as refused:
            error = refused
        else:
            done = _("Written down. The guardians are told that there is something to read.")
            return back_with(request, lambda: None, done=done, to="care_door")
    context = {"stay": stay, "typed": typed, "now": timezone.now(), "error": error}
    return answer(request, "childcare/record_incident.html", context, error=error)


def _moment(typed: str) -> datetime:
    """A time of today, else this moment."""
    try:
        clock = parse_time(typed)
    except ValueError:
        clock = None
    return at(today(), clock) if clock is not None else timezone.now()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: UserRequest, pk: int) -> HttpResponse:
    """A guardian reads what happened, says so, and may add words."""
    own = selectors.sheets_of(request.user)
    shown = get_object_or_404(Incident.objects.select_related("drop_in__sheet__child"), pk=pk, drop_in__sheet__in=own)
    error = None
    if request.method == "POST":
        try:
            services.acknowledge_incident(incident=shown, by=request.user, words=request.POST.get("words", ""))
        except DomainError as refused:
            error = refused
        else:
            return back_with(request, lambda: None, done=_("Thank you for reading it."), to="my_childcare")
    context = {"incident": shown, "answers": shown.answers.all(), "error": error}  # type: ignore[attr-defined]
    return answer(request, "childcare/incident.html", context, error=error)
