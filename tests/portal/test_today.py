"""The day of all rooms, as the board shows it."""

from datetime import time, timedelta

import pytest

from community.ranges import Span, at, today
from portal.selectors import board
from rooms import services
from rooms.models import Reservation, Room
from tests.factories import RoomFactory, StaffFactory, span_on

pytestmark = pytest.mark.django_db

NOON = time(12)


def hold(room: Room, start: time, hours: float, *, places: int = 1, kind: str = "booking") -> None:
    begins = at(today(), start)
    span = Span(begins, begins + timedelta(hours=hours))
    Reservation.objects.create(room=room, during=span.range, places=places, kind=kind)


def test_the_day_is_told_in_few_bars():
    hold(RoomFactory(), time(15), 1)
    [row] = board(at(today(), NOON)).rows
    hours = [(bar.state, bar.span.start.hour, bar.span.end.hour) for bar in row.bars]
    assert [state for state, _start, _end in hours] == ["past", "free", "taken", "free"]
    assert row.bars[2].span == Span(at(today(), time(15)), at(today(), time(16)))


def test_bars_are_as_wide_as_the_hours_above_them():
    hold(RoomFactory(slot_minutes=15), time(9, 15), 0.5)
    RoomFactory(slot_minutes=60)
    shown = board(at(today(), NOON))
    whole = sum(width for _hour, width in shown.hours)
    assert len(shown.hours) == 14
    assert [sum(bar.width for bar in row.bars) for row in shown.rows] == [whole, whole]


def test_only_what_is_still_to_come_is_listed():
    room = RoomFactory()
    hold(room, time(9), 1)
    hold(room, time(15), 1, kind="class")
    [row] = board(at(today(), NOON)).rows
    assert [(bar.state, bar.span.start) for bar in row.to_come] == [("class", at(today(), time(15)))]


def test_a_closure_gives_its_reason(come_to):
    come_to(at(today(), NOON))
    services.close_rooms(rooms=[RoomFactory()], span=span_on(today(), 16), reason="空调检修", by=StaffFactory())
    [row] = board(at(today(), NOON)).rows
    assert [bar.note for bar in row.to_come] == ["空调检修"]


def test_retired_rooms_are_left_out_and_a_day_without_hours_has_no_bars():
    RoomFactory(is_active=False)
    RoomFactory(hours=False)
    shown = board(at(today(), NOON))
    assert [row.bars for row in shown.rows] == [[]]
    assert shown.hours == []


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_rooms_takes_as_few_queries(django_assert_num_queries, count):
    for _each in range(count):
        hold(RoomFactory(), NOON, 1)
    with django_assert_num_queries(11):
        assert len(board(at(today(), NOON)).rows) == count
