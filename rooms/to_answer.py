"""Questions of rooms to a user: accepting an offer, and confirming attendance."""

from collections.abc import Iterator
from datetime import datetime
from typing import cast

from django.utils import timezone
from django.utils.translation import gettext as _

from community.models import User
from community.registers.to_answer import Question, register
from community.templatetags.dates import clock, near_span
from rooms.models import Booking, Waiting

# The columns of a room that are shown; home queries them every time, and rooms have many columns.
NAMED = ("room__name", "room__name_en")


@register(where="EXISTS (SELECT FROM rooms_waiting WHERE user_id = %(user)s AND state = 'offered')")
def offers(user: User) -> Iterator[Question]:
    """Each open offer from a room's waiting list; one query."""
    offered = Waiting.objects.offered_to(user, timezone.now()).select_related("room")
    for wish in offered.only("during", "offer_ends_at", *NAMED):
        until = cast(datetime, wish.offer_ends_at)  # the constraint guarantees an end
        held = _("Free now, held for you until %(until)s") % {"until": clock(until)}
        yield Question(f"{wish.room}\u00a0· {near_span(wish.span)}", held, wish.get_absolute_url(), until)


@register(
    where="EXISTS (SELECT FROM rooms_booking WHERE user_id = %(user)s AND state = 'confirmed' AND starts_at > %(now)s"
    " AND asked_at IS NOT NULL)"
)
def coming(user: User) -> Iterator[Question]:
    """Each booking for which the resident has not yet confirmed attendance; one query."""
    unanswered = Booking.objects.of(user).unanswered(timezone.now()).select_related("room")
    for booking in unanswered.only("ref", "starts_at", "ends_at", *NAMED):
        title = f"{booking.room}\u00a0· {near_span(booking.span)}"
        yield Question(
            title, _("Are you coming? If not, a neighbour can."), booking.get_absolute_url(), booking.starts_at
        )
