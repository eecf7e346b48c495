"""Calendars to add and to subscribe to; a feed's address is its secret."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_POST, require_safe

from community.accounts.services import reset_calendar_token
from community.http import UserRequest
from community.models import User
from rooms import calendars
from rooms.models import Room
from rooms.views.answers import visible_booking


@login_required
@require_safe
def booking_ics(request: UserRequest, ref: str) -> HttpResponse:
    """One booking, for its owner and the desk."""
    booking = visible_booking(request, ref)
    response = _answer(calendars.booking_calendar(booking))
    response["Content-Disposition"] = f'attachment; filename="{booking.ref}.ics"'
    return response


@require_safe
@conditional_page
def my_feed(request: HttpRequest, token: str) -> HttpResponse:
    """A user's own feed, for whoever knows its address."""
    user = User.objects.filter(calendar_token=token, is_active=True).first()
    if user is None:
        raise Http404
    with override(user.language):
        return _answer(calendars.user_feed(user))


@require_safe
@conditional_page
def room_feed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A room's feed: when it is held, not by whom."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug, feed_token=token)
    return _answer(calendars.room_feed(room))


@login_required
@require_POST
def reset_my_feed(request: UserRequest) -> HttpResponse:
    """A new address for one's own feed."""
    reset_calendar_token(user=request.user)
    messages.success(request, _("Your calendar has a new address; the old one no longer works."))
    return redirect("my_bookings")


def _answer(calendar: bytes) -> HttpResponse:
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response
