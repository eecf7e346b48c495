"""Many residents booking the same slot at once, over HTTP with gunicorn and several workers."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from community.ranges import Span, wall_clock
from rooms.models import Booking, Reservation, Room
from tests.factories import RoomFactory, UserFactory, tomorrow_at
from tests.load.browsers import Browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RESIDENTS = 32
BOOKED, BEATEN = 302, 409


def form(span: Span) -> dict[str, object]:
    """What the booking form sends for one person."""
    return {"start": wall_clock(span.start), "length": span.duration // timedelta(minutes=1), "party_size": 1}


@pytest.mark.parametrize(("mode", "capacity", "rounds"), [(Room.Mode.WHOLE, 6, 30), (Room.Mode.PLACES, 5, 5)])
def test_exactly_capacity_wins_in_every_round(address: tuple[str, int], mode: str, capacity: int, rounds: int) -> None:
    winners = 1 if mode == Room.Mode.WHOLE else capacity
    room = RoomFactory(mode=mode, capacity=capacity)
    path = f"/rooms/{room.slug}/book/"
    type(room.kind).objects.update(max_active_bookings=1000, max_hours_per_week=1000)
    residents = [Browser(user, address) for user in UserFactory.create_batch(RESIDENTS)]
    for number in range(rounds):
        first = tomorrow_at(8, days=1 + number // 10)
        start = first.start + number % 10 * timedelta(hours=1)
        span = Span(start, start + timedelta(hours=1))
        wish, together = form(span), threading.Barrier(RESIDENTS)
        with ThreadPoolExecutor(RESIDENTS) as pool:
            told = Counter(pool.map(lambda each, form=wish, gate=together: each.post(path, form, gate), residents))
        assert told == {BOOKED: winners, BEATEN: RESIDENTS - winners}, f"round {number}"
        held = Reservation.objects.held().during(span).filter(room=room)
        assert sum(each.places for each in held) == capacity
    assert Booking.objects.filter(state=Booking.State.CONFIRMED).count() == winners * rounds
