"""The ledger's invariant holds for every writer, and concurrently."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, NotSupportedError, connection, transaction
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.errors import DomainError
from community.ranges import Span
from rooms import services
from rooms.models import Reservation, Room
from rooms.rules.availability import free_places
from rooms.services import ledger
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import refused

KIND = Reservation.Kind.BOOKING


@pytest.mark.django_db
def test_raw_sql_cannot_overfill_a_room():
    booking = make_booking()
    with pytest.raises(IntegrityError, match="places left"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO rooms_reservation (room_id, during, places, whole_room, kind, created_at)"
            " VALUES (%s, %s, 1, false, 'event', now())",
            [booking.room_id, booking.reservation.during],
        )


@pytest.mark.django_db
def test_neighbouring_spans_do_not_collide():
    room = RoomFactory()
    for hour in (9, 10, 11):
        ledger.hold(room=room, span=tomorrow_at(hour), places=None, kind=KIND)
    assert Reservation.objects.held().count() == 3


@pytest.mark.django_db
def test_the_peak_counts_not_the_sum():
    room = RoomFactory(capacity=2)
    ledger.hold(room=room, span=tomorrow_at(9), places=1, kind=KIND)
    ledger.hold(room=room, span=tomorrow_at(10), places=1, kind=KIND)
    ledger.hold(room=room, span=tomorrow_at(9, hours=2), places=1, kind=KIND)
    refused("taken", ledger.hold, room=room, span=tomorrow_at(9, 30), places=1, kind=KIND)


@pytest.mark.django_db
def test_a_released_hold_counts_no_more_and_cannot_come_back():
    booking = make_booking()
    ledger.release(reservation=booking.reservation, now=timezone.now())
    ledger.hold(room=booking.room, span=booking.span, places=None, kind=KIND)
    booking.reservation.released_at = None
    with pytest.raises(IntegrityError), transaction.atomic():
        booking.reservation.save()


@pytest.mark.django_db
def test_capacity_below_promises_is_refused_and_names_the_bookings():
    room = RoomFactory(capacity=8, mode=Room.Mode.PLACES)
    booking = make_booking(room=room, party_size=5)
    room.capacity = 4
    with pytest.raises(DomainError) as caught:
        services.save_room(room=room, by=StaffFactory())
    assert caught.value.code == "capacity_promised"
    assert caught.value.details["bookings"] == [booking]


@pytest.mark.django_db
def test_a_hold_of_the_whole_room_grows_with_it():
    booking = make_booking(room=RoomFactory(capacity=4), party_size=2)
    booking.room.capacity = 10
    services.save_room(room=booking.room, by=StaffFactory())
    assert free_places(booking.room, booking.span) == 0


@pytest.mark.django_db(transaction=True)
def test_repeatable_read_is_refused_because_its_snapshot_is_older_than_the_lock():
    room = RoomFactory()
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        with pytest.raises(NotSupportedError):
            Reservation.objects.create(room=room, during=tomorrow_at(9).range, places=1, kind=KIND)
        transaction.set_rollback(True)


@pytest.mark.django_db(transaction=True)
def test_sixteen_threads_after_one_slot_of_three_places():
    room = RoomFactory(capacity=3, mode=Room.Mode.PLACES)
    users = UserFactory.create_batch(16)
    span = tomorrow_at(10)
    start = threading.Barrier(len(users))
    outcomes: list[str] = []

    def race(user):
        start.wait()
        try:
            services.book_room(room=room, span=span, user=user, by=user)
            outcomes.append("won")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=race, args=[user]) for user in users]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["taken"] * 13 + ["won"] * 3


SLOTS = 8
ACTIONS = st.one_of(
    st.tuples(st.just("hold"), st.integers(0, SLOTS - 1), st.integers(1, 4), st.integers(1, 4)),
    st.tuples(st.just("move"), st.integers(0, 20), st.integers(0, SLOTS - 1), st.integers(1, 4)),
    st.tuples(st.just("release"), st.integers(0, 20), st.just(0), st.just(0)),
)


class LedgerAgainstModel(TestCase):
    """Random holds, moves and releases: the ledger takes exactly what a simple model takes."""

    CAPACITY = 4

    def setUp(self):
        self.room = RoomFactory(capacity=self.CAPACITY, mode=Room.Mode.PLACES)

    @settings(max_examples=40, deadline=None)
    @given(st.lists(ACTIONS, max_size=25))
    def test_ledger_agrees_with_the_model(self, actions):
        model: dict[int, tuple[set[int], int]] = {}
        rows: list[Reservation] = []
        for verb, first, second, third in actions:
            if verb == "hold":
                slots = set(range(first, first + second))
                allowed = self._fits(model, slots, third)
                row = self._try(ledger.hold, room=self.room, span=self._span(first, second), places=third, kind=KIND)
                assert (row is not None) == allowed
                if row is not None:
                    rows.append(row)
                    model[row.pk] = (slots, third)
            elif rows and rows[first % len(rows)].pk in model:
                row = rows[first % len(rows)]
                held, places = model.pop(row.pk)
                if verb == "release":
                    ledger.release(reservation=row, now=timezone.now())
                    continue
                slots = set(range(second, second + third))
                allowed = self._fits(model, slots, places)
                moved = self._try(ledger.move, reservation=row, span=self._span(second, third), places=None)
                assert (moved is not None) == allowed
                model[row.pk] = (slots if allowed else held, places)
                row.refresh_from_db()

    def _fits(self, model, slots, places):
        return all(sum(p for held, p in model.values() if slot in held) + places <= self.CAPACITY for slot in slots)

    def _span(self, first, length):
        start = tomorrow_at(8).start + first * timedelta(minutes=30)
        return Span(start, start + length * timedelta(minutes=30))

    def _try(self, verb, **kwargs):
        """What the verb returned, or True for nothing; None when it was refused."""
        try:
            return verb(**kwargs) or True
        except DomainError:
            return None
