"""Who is in the rooms: visitors counted by the desk, and parties that are checked in."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone

from community.registers import presence
from rooms.enums import BookingState
from rooms.models import Booking, HeadCount


@presence.register
def visitors(rooms: Collection[int], now: datetime) -> dict[int, int]:
    """Today's head counts and the parties still checked in, by room; one query."""
    counted = HeadCount.objects.filter(room__in=rooms, day=timezone.localdate(now)).values_list("room_id", "people")
    parties = (
        Booking.objects.filter(state=BookingState.CHECKED_IN, room__in=rooms, reservation__during__contains=now)
        .order_by()
        .values("room_id")
        .annotate(people=Sum("party_size"))
        .values_list("room_id", "people")
    )
    found: dict[int, int] = {}
    for room, people in counted.union(parties, all=True):
        found[room] = found.get(room, 0) + people
    return found
