"""Pages of the front desk: today at a glance, check-in, walk-ins, and decisions."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.errors import DomainError, Invalid
from community.http import UserRequest, answer, back_with, safe_next
from community.names import clean_name
from community.ranges import today
from rooms import services
from rooms.models import REF_LENGTH, Booking, Room
from rooms.selectors import displaced_bookings

State = Booking.State

run_desk = permission_required("rooms.run_desk", raise_exception=True)


@login_required
@run_desk
@never_cache
@require_safe
def desk(request: UserRequest) -> HttpResponse:
    """The first page of staff, for the desk without access to the admin; its content comes from registers."""
    return render(request, "desk/desk.html")


@login_required
@run_desk
@require_POST
def count_people(request: UserRequest, slug: str) -> HttpResponse:
    """Count one visitor in (`delta=1`) or out (`delta=-1`)."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug)
    delta = {"1": 1, "-1": -1}.get(request.POST.get("delta", ""))
    if delta is None:
        raise Http404
    return back_with(request, lambda: services.count_people(room=room, delta=delta, by=request.user), to="desk")


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
    """Apply one of the desk's verbs to a booking, then show the previous page again."""
    booking = get_object_or_404(Booking.objects.select_related("room"), ref=ref)
    permission, service = VERBS.get(verb, ("", None))
    if service is None:
        raise Http404
    if not request.user.has_perm(permission):
        return HttpResponse(status=403)
    details = {"reason": request.POST.get("reason", "")[:200]} if verb == "decline" else {}
    done = _("Done: %(name)s, %(room)s.") % _who(booking)
    return back_with(request, lambda: service(booking=booking, by=request.user, **details), done=done, to="desk")


def _who(booking: Booking) -> dict[str, Any]:
    return {"name": booking.contact_name, "room": booking.room}


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_in(request: UserRequest, ref: str) -> HttpResponse:
    """The target of a pass's QR code: staff check the party in, others are sent to the desk."""
    if not request.user.has_perm("rooms.run_desk"):
        return render(request, "desk/show_at_desk.html", status=200 if request.method != "POST" else 403)
    booking = get_object_or_404(Booking.objects.select_related("room", "user"), ref=ref.upper())
    error = None
    if request.method == "POST":
        try:
            services.check_in(booking=booking, by=request.user)
        except DomainError as refused:
            if "next" in request.GET:  # came from a row of the first page, which then shows the new state
                messages.error(request, f"{booking.contact_name}, {booking.room}: {refused.message}")
                return redirect(safe_next(request, "desk"))
            error = refused
        else:
            messages.success(request, _("Checked in: %(name)s, %(room)s.") % _who(booking))
            return redirect(safe_next(request, "desk"))
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
    error: DomainError | None = None
    words = ""
    if request.method == "POST":
        ref = ref_of(request.POST.get("code", ""))
        booking = Booking.objects.select_related("room").filter(ref=ref).first()
        try:
            if booking is None:
                raise Invalid("unknown_pass", _("No booking has this pass."))
            services.check_in(booking=booking, by=request.user)
        except DomainError as refused:
            error = refused
            words = f"{booking.contact_name}, {booking.room}: {refused.message}" if booking else refused.message
        else:
            messages.success(request, _("Checked in: %(name)s, %(room)s.") % _who(booking))
            return redirect("scan")
    return answer(request, "desk/scan.html", {"error": words}, error=error)


def ref_of(code: str) -> str:
    """The reference in what a scanner typed: a pass's address, or the reference itself."""
    last = clean_name(code).rstrip("/").rpartition("/")[2]
    return last.upper().replace(" ", "")[: REF_LENGTH + 1]


@login_required
@run_desk
@never_cache
@require_safe
def displaced(request: HttpRequest) -> HttpResponse:
    """Upcoming bookings that now lie outside opening hours because of a holiday or changed hours."""
    return render(request, "desk/displaced.html", {"bookings": displaced_bookings()})
