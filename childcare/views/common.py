"""What the pages of the children's room share: the tablet that asks, and who opened it."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.views.decorators.cache import never_cache

from childcare import selectors, services
from childcare.models import CareDuty, Carer, CareSession, Station
from community.errors import DomainError
from community.http import UserRequest, safe_next

COOKIE = "care_station"
TOUCHED_EVERY = 20  # seconds; a tap within keeps the tablet open without a write


class DoorRequest(HttpRequest):
    """The request of a tablet that a carer opened."""

    station: Station
    carer: Carer
    session_now: CareSession | None
    duty: CareDuty | None


class InsideRequest(DoorRequest):
    """The request of a tablet whose carer is signed on to a session."""

    session_now: CareSession
    duty: CareDuty


def station_of(request: HttpRequest) -> Station | None:
    """The tablet that asks, unless it was taken away."""
    return selectors.station_of(request.COOKIES.get(COOKIE, ""))


def at_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page of the tablet: registered, opened by a PIN and tapped within four minutes; else it is asked for."""

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
    """A page of the tablet for a carer who is with the children now; others are led to sign on.

    The session is that of the duty: yesterday's with a child inside is reached while today's runs.
    """

    @wraps(view)
    @at_door
    def wrapped(request: DoorRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.duty is None:
            return redirect("care_carers")
        return view(request, *args, **kwargs)

    return wrapped


def runs_childcare(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for staff who run the children's room; 403 for anybody else, the door for who is not logged in."""

    @wraps(view)
    @never_cache
    def wrapped(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return redirect(f"/accounts/log-in/?next={request.path}")
        if not (request.user.is_staff and request.user.has_perm("childcare.run_childcare")):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def after(
    request: HttpRequest,
    change: Callable[[], object],
    show: Callable[[DomainError], HttpResponse],
    *,
    done: str | Promise = "",
    to: str,
) -> HttpResponse:
    """Do something and go on to where the reader came from, else to `to`; what is refused is shown by `show`."""
    try:
        change()
    except DomainError as error:
        return show(error)
    if done:
        messages.success(request, str(done))
    return redirect(safe_next(request, to))


def back_with(request: HttpRequest, change: Callable[[], object], *, done: str | Promise = "", to: str) -> HttpResponse:
    """Like `after`, for a button on a page of its own: what is refused is said on the page that it leads back to."""
    try:
        change()
    except DomainError as error:
        messages.error(request, error.message)
    else:
        if done:
            messages.success(request, str(done))
    return redirect(safe_next(request, to))


def new_key() -> str:
    """What tells a form from the same form sent twice."""
    return str(uuid4())
