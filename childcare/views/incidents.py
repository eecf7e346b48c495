"""Incidents: recorded by a carer, read by a guardian, never changed."""

from datetime import datetime
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from childcare import selectors, services
from childcare.enums import Purpose
from childcare.models import DropIn, Incident
from childcare.rules.people import runs_room
from childcare.rules.sheets import purposes_of
from childcare.views.access import InsideRequest, runs_childcare, signed_on
from community.http import Attempt, UserRequest, answer, back
from community.ranges import at, today


@signed_on
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: InsideRequest, pk: int) -> HttpResponse:
    """Record an incident with a child: when, what, who saw it, what was done."""
    stays = DropIn.objects.filter(session=request.session_now).select_related("sheet__child", "session")
    stay, tried = get_object_or_404(stays, pk=pk), Attempt()
    typed: Any = request.POST
    if request.method == "POST":
        with tried:
            services.record_incident(
                drop_in=stay,
                happened_at=_moment(typed.get("at", "")),
                what=typed.get("what", ""),
                done=typed.get("done", ""),
                carer=request.carer,
                witnesses=typed.get("witnesses", ""),
                photo=request.FILES.get("photo"),
            )
            done = _("Recorded. The guardians are told that there is something to read.")
            return back(request, done, to="care_door")
    agreed = purposes_of([stay.sheet])[stay.sheet_id]
    context = {
        "stay": stay,
        "typed": typed,
        "now": timezone.now(),
        "may_photograph": Purpose.PHOTOS in agreed,
        "may_treat": Purpose.EMERGENCY in agreed,
        "error": tried.error,
    }
    return answer(request, "childcare/record_incident.html", context, error=tried.error)


def _moment(typed: str) -> datetime:
    """A time of today, or now if it is invalid."""
    try:
        clock = parse_time(typed)
    except ValueError:
        clock = None
    return at(today(), clock) if clock is not None else timezone.now()


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def read(request: UserRequest, pk: int) -> HttpResponse:
    """Let a guardian read an incident, acknowledge it, and comment."""
    own = selectors.sheets_of(request.user)
    shown = get_object_or_404(_incidents(), pk=pk, drop_in__sheet__in=own)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            services.acknowledge_incident(incident=shown, by=request.user, words=request.POST.get("words", ""))
            return back(request, _("Thank you for reading it."), to="my_childcare")
    context = {"incident": shown, "answers": shown.answers.all(), "error": tried.error}
    return answer(request, "childcare/incident.html", context, error=tried.error)


@runs_childcare
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: UserRequest, pk: int) -> HttpResponse:
    """Let staff read an incident: at once while the child is inside, later with a reason, which is recorded."""
    shown = get_object_or_404(_incidents(), pk=pk)
    tried = Attempt()
    if request.method == "POST":
        with tried:
            services.look_at_incident(incident=shown, by=request.user, reason=request.POST.get("reason", ""))
    context = {
        "incident": shown if selectors.may_see(shown, request.user) else None,
        "stay": shown.drop_in,
        "when": shown.happened_at,
        "answers": shown.answers.all(),
        "error": tried.error,
    }
    return answer(request, "childcare/look.html", context, error=tried.error)


@never_cache
@login_required
@require_safe
def photo(request: UserRequest, pk: int) -> FileResponse:
    """The photo of an incident: for the guardians, and for staff who may read it now."""
    shown = get_object_or_404(_incidents().exclude(photo=""), pk=pk)
    is_own = any(sheet.pk == shown.drop_in.sheet_id for sheet in selectors.sheets_of(request.user))
    is_staff = request.user.is_staff and runs_room(request.user) and selectors.may_see(shown, request.user)
    if not (is_own or is_staff):
        raise Http404
    return FileResponse(shown.photo.open("rb"), content_type="image/webp")


def _incidents() -> QuerySet[Incident]:
    return Incident.objects.select_related("drop_in__sheet__child", "drop_in__session__room", "carer__volunteer")
