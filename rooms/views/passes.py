"""A booking and its pass: on screen, on paper, or stored on the phone for offline use."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.addresses import public_address
from community.errors import DomainError
from community.http import UserRequest
from community.qr import qr_inline, qr_of_page
from rooms import services
from rooms.models import Booking
from rooms.views.answers import may_change, visible_booking

State = Booking.State


@login_required
@never_cache
@require_safe
def booking(request: UserRequest, ref: str) -> HttpResponse:
    """One booking with its pass and the available actions."""
    booking = visible_booking(request, ref)
    context = _of(booking) | {
        "is_own": booking.user_id == request.user.pk,
        "is_open": booking.state in (State.REQUESTED, State.CONFIRMED),
        "may_change": may_change(booking, request.user),
    }
    return render(request, "bookings/booking.html", context)


def _of(booking: Booking) -> dict[str, Any]:
    return {
        "booking": booking,
        "room": booking.room,
        "has_pass": booking.state in (State.CONFIRMED, State.CHECKED_IN),
    }


@login_required
@never_cache
@require_safe
def booking_qr(request: UserRequest, ref: str) -> HttpResponse:
    """A QR code of the address at which staff check the booking in."""
    booking = visible_booking(request, ref)
    return qr_of_page(reverse("check_in", args=[booking.ref]), title=booking.ref)


@login_required
@never_cache
@require_safe
def kept_pass(request: UserRequest, ref: str) -> HttpResponse:
    """The pass alone, for its owner's phone to store; without words like "tomorrow", which would become wrong.

    `Expires` is when the phone deletes it (static/js/offline.js): the end of the booking.
    """
    booking = visible_booking(request, ref)
    context = _of(booking)
    if booking.user_id != request.user.pk or not context["has_pass"]:
        raise Http404
    target = public_address(reverse("check_in", args=[booking.ref]))
    context |= {"code": qr_inline(target, title=booking.ref), "now": timezone.now()}
    response = render(request, "bookings/kept_pass.html", context)
    response["Expires"] = http_date(booking.ends_at.timestamp())
    return response


@login_required
@require_POST
def say_coming(request: UserRequest, ref: str) -> HttpResponse:
    """Save a resident's answer to the attendance question; `coming` is yes or no."""
    booking = visible_booking(request, ref)
    is_coming = request.POST.get("coming") == "yes"
    verb = services.say_coming if is_coming else services.say_not_coming
    try:
        verb(booking=booking, by=request.user)
    except DomainError as refused:
        messages.error(request, refused.message)
        return redirect(booking)
    if is_coming:
        messages.success(request, _("See you there!"))
        return redirect(booking)
    messages.success(request, _("Thank you for telling us: now a neighbour can come instead."))
    return redirect("my_bookings")
