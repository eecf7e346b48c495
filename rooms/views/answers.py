"""Helpers shared by the booking pages: ownership of bookings, and addresses of slots."""

from typing import cast
from urllib.parse import urlencode

from django.db.models import CharField
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone

from community.errors import DomainError
from community.http import UserRequest
from community.models import User
from community.prepared import Prepared
from community.ranges import Span, wall_clock
from rooms.models import Booking, Room
from rooms.rules.nearest import Alternative


def slot_url(name: str, *args: object, span: Span, people: int, **more: object) -> str:
    """The address of a booking page with a preselected slot; `more` is added to the query."""
    query = {"start": wall_clock(span.start), "end": wall_clock(span.end), "party_size": people, **more}
    return f"{reverse(name, args=args)}?{urlencode(query)}"


def nearest_free(error: DomainError) -> list[Alternative]:
    """The free times that came with a `taken` error."""
    return cast(list[Alternative], error.details["alternatives"])


def shown_at_top(form: Form, error: DomainError | None) -> DomainError | None:
    """The refusal, unless it belongs to a field: the number of people says itself that it is too large."""
    if error is None or error.code != "over_capacity":
        return error
    form.add_error("party_size", error.message)
    return None


_IN_USE = Prepared(lambda slug: Room.objects.in_use().select_related("kind").filter(slug=slug), slug=CharField())


def room_or_404(slug: str) -> Room:
    """A room in use, with its kind; else 404."""
    for room in _IN_USE(slug=slug):
        return room
    raise Http404


def visible_booking(request: UserRequest, ref: str) -> Booking:
    """A booking that the reader owns or, at the desk, looks after; else 404."""
    booking = get_object_or_404(Booking.objects.select_related("room__kind", "reservation", "user"), ref=ref)
    if booking.user_id != request.user.pk and not request.user.has_perm("rooms.run_desk"):
        raise Http404
    return booking


def may_change(booking: Booking, user: User) -> bool:
    """Whether this reader may still cancel or change the booking."""
    if booking.state not in (Booking.State.REQUESTED, Booking.State.CONFIRMED):
        return False
    return timezone.now() <= booking.cancel_by or (booking.user_id != user.pk and user.has_perm("rooms.run_desk"))
