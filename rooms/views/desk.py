"""The front desk: today at a glance, check-in, walk-ins, and what staff must decide."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.errors import DomainError
from community.http import UserRequest, answer
from community.models import User
from community.names import clean_name
from community.phone_search import phones_like
from community.ranges import day_span, today
from rooms import services
from rooms.models import REF_LENGTH, Booking, Closure, Room, Waiting
from rooms.selectors import displaced_bookings

State = Booking.State
FOUND_AT_MOST = 20

run_desk = permission_required("rooms.run_desk", raise_exception=True)


@dataclass(frozen=True, slots=True)
class Group:
    """Bookings of today that stand together on the desk's page."""

    key: str
    title: str
    bookings: list[Booking]


@login_required
@run_desk
@never_cache
@require_safe
def desk(request: UserRequest) -> HttpResponse:
    """Today: who is due, who is in, walk-ins, decisions to make; a constant few queries."""
    now = timezone.now()
    bookings = list(
        Booking.objects.during(day_span(today()))
        .filter(state__in=[State.CONFIRMED, State.CHECKED_IN, State.COMPLETED, State.NO_SHOW])
        .select_related("room")
        .order_by("starts_at", "room__position", "pk")
    )
    context = {
        "today": today(),
        "groups": _by_time(bookings, now),
        "now": now,
        "rooms": _counted_rooms(),
        "requested": Booking.objects.filter(state=State.REQUESTED, ends_at__gt=now).select_related("room"),
        "offers": Waiting.objects.filter(state=Waiting.State.OFFERED, offer_ends_at__gt=now).select_related(
            "room", "user"
        ),
        "closures": Closure.objects.filter(
            reservation__released_at=None, reservation__during__overlap=day_span(today()).range
        ).select_related("reservation__room"),
    }
    return render(request, "desk/desk.html", context)


def _by_time(bookings: list[Booking], now: datetime) -> list[Group]:
    """Now (in the building, or due), next (the coming hour and a half or so), later, done."""
    open_ = [booking for booking in bookings if booking.state in (State.CONFIRMED, State.CHECKED_IN)]
    current = [b for b in open_ if b.starts_at <= now or b.state == State.CHECKED_IN]
    ahead = [b for b in open_ if b not in current]
    next_start = ahead[0].starts_at if ahead else None
    groups = [
        Group("now", _("Now"), current),
        Group("next", _("Next"), [b for b in ahead if b.starts_at == next_start]),
        Group("later", _("Later"), [b for b in ahead if b.starts_at != next_start]),
        Group("done", _("Done"), [b for b in bookings if b not in open_]),
    ]
    return [group for group in groups if group.bookings]


def _counted_rooms() -> list[Room]:
    """Rooms in use, each with `inside`: the walk-in visitors counted today."""
    rooms = list(Room.objects.in_use().select_related("head_count"))
    for room in rooms:
        count = getattr(room, "head_count", None)
        room.inside = count.people if count and count.day == today() else 0  # type: ignore[attr-defined]
    return rooms


@login_required
@run_desk
@require_POST
def count_people(request: UserRequest, slug: str) -> HttpResponse:
    """Count one visitor in (`delta=1`) or out (`delta=-1`)."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug)
    delta = {"1": 1, "-1": -1}.get(request.POST.get("delta", ""))
    if delta is None:
        raise Http404
    try:
        room.inside = services.count_people(room=room, delta=delta, by=request.user)  # type: ignore[attr-defined]
    except DomainError:
        room.inside = 0  # type: ignore[attr-defined]
    if request.htmx:  # type: ignore[attr-defined]
        return render(request, "desk/_head_count.html", {"room": room})
    return redirect(f"{reverse('desk')}#walk-ins")


VERBS: dict[str, tuple[str, Callable[..., Booking]]] = {
    "undo": ("rooms.run_desk", services.undo_check_in),
    "complete": ("rooms.run_desk", services.complete_booking),
    "no-show": ("rooms.run_desk", services.mark_no_show),
    "approve": ("rooms.approve_booking", services.approve_booking),
    "decline": ("rooms.approve_booking", services.decline_booking),
}


@login_required
@run_desk
@require_POST
def change_state(request: UserRequest, ref: str, verb: str) -> HttpResponse:
    """Apply one verb of the desk to a booking, then show the day again."""
    booking = get_object_or_404(Booking.objects.select_related("room"), ref=ref)
    permission, service = VERBS.get(verb, ("", None))
    if service is None:
        raise Http404
    if not request.user.has_perm(permission):
        return HttpResponse(status=403)
    details = {"reason": request.POST.get("reason", "")[:200]} if verb == "decline" else {}
    try:
        service(booking=booking, by=request.user, **details)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("Done: %(name)s, %(room)s.") % _who(booking))
    return redirect("desk")


def _who(booking: Booking) -> dict[str, Any]:
    return {"name": booking.contact_name, "room": booking.room}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: UserRequest, ref: str) -> HttpResponse:
    """Where a pass's QR code leads: staff check in, anybody else is sent to the desk."""
    if not request.user.has_perm("rooms.run_desk"):
        return render(request, "desk/show_at_desk.html", status=200 if request.method != "POST" else 403)
    booking = get_object_or_404(Booking.objects.select_related("room", "user"), ref=ref.upper())
    error = None
    if request.method == "POST":
        try:
            services.check_in(booking=booking, by=request.user)
        except DomainError as refused:
            error = refused
        else:
            messages.success(request, _("Checked in: %(name)s, %(room)s.") % _who(booking))
            return redirect("desk")
    context = {
        "booking": booking,
        "room": booking.room,
        "error": error,
        "is_today": timezone.localdate(booking.starts_at) == today(),
    }
    return answer(request, "desk/check_in.html", context, error=error)


@login_required
@run_desk
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def scan(request: UserRequest) -> HttpResponse:
    """A field for a handheld scanner: it types the pass's address or reference and Enter."""
    error = ""
    if request.method == "POST":
        ref = ref_of(request.POST.get("code", ""))
        booking = Booking.objects.select_related("room").filter(ref=ref).first()
        if booking is None:
            error = _("No booking has this pass.")
        else:
            try:
                services.check_in(booking=booking, by=request.user)
            except DomainError as refused:
                error = f"{booking.contact_name}, {booking.room}: {refused.message}"
            else:
                messages.success(request, _("Checked in: %(name)s, %(room)s.") % _who(booking))
                return redirect("scan")
    return render(request, "desk/scan.html", {"error": error}, status=422 if error else 200)


def ref_of(code: str) -> str:
    """The reference in what a scanner typed: a pass's address, or the reference itself."""
    last = clean_name(code).rstrip("/").rpartition("/")[2]
    return last.upper().replace(" ", "")[: REF_LENGTH + 1]


@login_required
@run_desk
@never_cache
@require_safe
def search(request: UserRequest) -> HttpResponse:
    """Bookings and people by name, pinyin, initials, phone or reference."""
    query = clean_name(request.GET.get("q", ""))[:50]
    context = {
        "query": query,
        "bookings": Booking.objects.found_by(query, whole_numbers=True)
        .filter(ends_at__gte=day_span(today()).start)
        .select_related("room")[:FOUND_AT_MOST],
        "people": people_found_by(query)[:FOUND_AT_MOST],
        "today": day_span(today()),
    }
    return render(request, "desk/search.html", context)


def people_found_by(query: str) -> QuerySet[User]:
    """Logins by name, pinyin, initials, the last four digits of the phone, or all eleven."""
    if not query:
        return User.objects.none()
    key = query.lower().replace(" ", "")
    return User.objects.filter(
        Q(name__icontains=query)
        | Q(name_key__startswith=key)
        | Q(name_key__contains=f" {key}")
        | phones_like(["phone"], key, whole=True),
        is_active=True,
    ).order_by("name_key", "pk")


@login_required
@run_desk
@never_cache
@require_safe
def displaced(request: HttpRequest) -> HttpResponse:
    """Bookings ahead that a new holiday or changed hours put outside opening hours."""
    return render(request, "desk/displaced.html", {"bookings": displaced_bookings()})
