"""The calendar file of one booking, and a room's feed, whose address is secret."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from community.addresses import public_address
from community.http import UserRequest, calendar_response
from rooms import calendars
from rooms.models import Room
from rooms.views.answers import visible_booking


@login_required
@require_safe
def booking_ics(request: UserRequest, ref: str) -> HttpResponse:
    """One booking as a calendar file, for its owner and the desk."""
    booking = visible_booking(request, ref)
    response = calendar_response(calendars.booking_calendar(booking))
    response["Content-Disposition"] = f'attachment; filename="{booking.ref}.ics"'
    return response


@require_safe
@conditional_page
def room_feed(request: HttpRequest, slug: str, token: str) -> HttpResponse:
    """A room's feed, which says when it is held but not by whom."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug, feed_token=token)
    return calendar_response(calendars.room_feed(room))


@login_required
@permission_required("rooms.run_desk", raise_exception=True)
@require_POST
def show_room_feed(request: UserRequest, slug: str) -> HttpResponse:
    """Tell the desk the address of a room's feed, once, to copy it into a calendar; no page contains it."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug)
    address = public_address(reverse("room_feed", args=[room.slug, room.feed_token]))
    words = _("Subscribe to this address in your calendar, and pass it on to nobody: %(url)s")
    messages.info(request, words % {"url": address})
    return redirect(room)
