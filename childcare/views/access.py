"""Who may open the pages of the children's room: an unlocked tablet, a carer on duty, staff."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache

from childcare import selectors, services
from childcare.models import CareDuty, Carer, CareSession, Station
from community.http import UserRequest

COOKIE = "care_station"
TOUCHED_EVERY = 20  # seconds; a tap within these keeps the tablet unlocked without a write


class DoorRequest(HttpRequest):
    """A request by a tablet that a carer unlocked."""

    station: Station
    carer: Carer
    session_now: CareSession | None
    duty: CareDuty | None


class InsideRequest(DoorRequest):
    """A request by a tablet whose carer is signed on to a session."""

    session_now: CareSession
    duty: CareDuty


def station_of(request: HttpRequest) -> Station | None:
    """The requesting tablet, unless it was revoked."""
    return selectors.station_of(request.COOKIES.get(COOKIE, ""))


def at_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Restrict a view to a registered tablet, unlocked by PIN and used within four minutes; else ask for the PIN."""

    @wraps(view)
    @never_cache
    def wrapped(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        station, now = station_of(request), timezone.now()
        if station is None:
            return render(request, "childcare/no_tablet.html", status=403)
        if not station.is_open(now):
            return redirect("care_locked")
        if station.touched_at is None or (now - station.touched_at).total_seconds() > TOUCHED_EVERY:
            services.touch_station(station=station)
        request.station, request.carer = station, station.carer
        request.duty = selectors.duty_now(request.carer)
        request.session_now = request.duty.session if request.duty else selectors.current_session(now)
        return view(request, *args, **kwargs)

    return wrapped


def signed_on(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Restrict a view to a tablet whose carer is signed on; others are sent to sign on.

    The session is that of the duty: an earlier one with a child inside stays reachable while today's is running.
    """

    @wraps(view)
    @at_door
    def wrapped(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.duty is None:
            return redirect("care_carers")
        return view(request, *args, **kwargs)

    return wrapped


def runs_childcare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Restrict a view to staff who run the children's room; 403 for others, the login page for anonymous visitors."""

    @wraps(view)
    @login_required
    @never_cache
    def wrapped(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (request.user.is_staff and request.user.has_perm("childcare.run_childcare")):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def new_key() -> str:
    """A key by which a repeated form is recognised."""
    return str(uuid4())
