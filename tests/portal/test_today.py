"""The rooms' day as home and the board read it."""

from datetime import time, timedelta

import pytest

from community.ranges import Span, at, today
from portal.selectors import rooms_today
from rooms import services
from rooms.models import HeadCount, Reservation, Room
from tests.factories import RoomFactory, StaffFactory

pytestmark = pytest.mark.django_db

NOON = time(12)


def hold(room: Room, start: time, hours: float, *, places: int = 1, kind: str = "booking") -> None:
    begins = at(today(), start)
    span = Span(begins, begins + timedelta(hours=hours))
    Reservation.objects.create(room=room, during=span.range, places=places, kind=kind)


def test_a_free_room_stays_free_until_its_next_booking():
    hold(RoomFactory(), time(15), 1)
    [room] = rooms_today(at(today(), NOON)).rooms
    assert (room.now.state, room.free_places) == ("free", 1)
    assert room.now.span.end == at(today(), time(15))


def test_a_room_by_the_place_counts_the_places_left():
    room = RoomFactory(capacity=5, mode=Room.Mode.PLACES)
    hold(room, NOON, 1, places=3)
    hold(room, time(12, 30), 1, places=2)
    [now] = rooms_today(at(today(), NOON)).rooms
    [later] = rooms_today(at(today(), time(12, 30))).rooms
    assert (now.free_places, now.now.state) == (2, "free")
    assert (later.free_places, later.now.state) == (0, "taken")
    assert later.now.span.end == at(today(), time(13))


def test_outside_its_hours_a_room_says_when_it_opens():
    RoomFactory()
    [early] = rooms_today(at(today(), time(6))).rooms
    [late] = rooms_today(at(today(), time(23))).rooms
    assert early.now.state == late.now.state == "closed"
    assert early.opens_at == at(today(), time(8))
    assert late.opens_at is None


def test_the_day_is_told_in_stretches_with_the_past_apart():
    hold(RoomFactory(), time(9), 1)
    [room] = rooms_today(at(today(), NOON)).rooms
    assert [(s.state, s.quarters, s.past) for s in room.stretches] == [
        ("free", 4, True),
        ("taken", 4, True),
        ("free", 8, True),
        ("free", 40, False),
    ]


def test_a_closure_gives_its_reason_and_a_class_says_so():
    room = RoomFactory()
    hold(room, time(10), 1, kind="class")
    begins = at(today(), time(23, 0))
    Room.objects.filter(pk=room.pk).update(advance_days=14)
    span = Span(begins, begins + timedelta(minutes=30))
    services.close_rooms(rooms=[room], span=span, reason="空调检修", reason_en="Mending the heating", by=StaffFactory())
    [in_class] = rooms_today(at(today(), time(10, 30))).rooms
    [shut] = rooms_today(begins).rooms
    assert in_class.now.state == "class"
    assert (shut.now.state, shut.now.reason) == ("shut", "空调检修")


def test_only_what_is_still_to_come_is_listed_as_taken():
    room = RoomFactory()
    hold(room, time(9), 1)
    hold(room, time(15), 1)
    [each] = rooms_today(at(today(), NOON)).rooms
    assert [stretch.span.start for stretch in each.taken] == [at(today(), time(15))]


def test_retired_rooms_are_left_out_and_a_day_without_hours_has_no_bars():
    RoomFactory(is_active=False)
    RoomFactory(hours=False)
    gathered = rooms_today(at(today(), NOON))
    assert len(gathered.rooms) == 1
    assert gathered.hours == gathered.free == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rooms_takes_seven_queries(django_assert_num_queries, count):
    for _each in range(count):
        room = RoomFactory()
        hold(room, NOON, 1)
        HeadCount.objects.create(room=room, people=2, day=today())
    with django_assert_num_queries(7):
        gathered = rooms_today(at(today(), NOON))
    assert [room.people for room in gathered.rooms] == [2] * count
