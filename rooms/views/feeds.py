"""The calendar file of one booking, and a room's feed, whose address is secret."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import conditional_page, require_safe

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
