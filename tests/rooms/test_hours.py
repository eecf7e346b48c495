"""Opening hours on every kind of day."""

from datetime import date, time

import pytest

from community.days import day_status
from community.models import CalendarDay
from community.ranges import at, day_span
from rooms.models import OpeningSpan, Room, SpecialHours
from rooms.rules.hours import opening_spans
from rooms.selectors import displaced_bookings
from tests.factories import RoomFactory, make_booking, tomorrow_at

NATIONAL_DAY = date(2026, 10, 1)
SWAPPED_SATURDAY = date(2026, 10, 10)
UNPUBLISHED = date(2031, 1, 1)

pytestmark = pytest.mark.django_db


def open_times(room, day):
    return [(span.start, span.end) for span in opening_spans([room], day_span(day))[room.pk]]


def test_a_statutory_holiday_follows_the_rooms_rule():
    closed = RoomFactory(holiday_rule=Room.HolidayRule.CLOSED)
    usual = RoomFactory(holiday_rule=Room.HolidayRule.USUAL)
    assert open_times(closed, NATIONAL_DAY) == []
    assert open_times(usual, NATIONAL_DAY) == [(at(NATIONAL_DAY, time(8)), at(NATIONAL_DAY, time(22)))]


def test_a_swapped_workday_has_mondays_hours():
    room = RoomFactory(hours=False)
    OpeningSpan.objects.create(room=room, weekday=0, opens=time(9), closes=time(17))
    assert day_status(SWAPPED_SATURDAY).is_swapped_workday
    assert open_times(room, SWAPPED_SATURDAY) == [(at(SWAPPED_SATURDAY, time(9)), at(SWAPPED_SATURDAY, time(17)))]


def test_an_unpublished_year_is_provisional_and_follows_the_weekday():
    status = day_status(UNPUBLISHED)
    assert (status.provisional, status.nature) == (True, "workday")


def test_staff_override_the_calendar():
    CalendarDay.objects.create(date=NATIONAL_DAY, nature="workday")
    assert open_times(RoomFactory(holiday_rule=Room.HolidayRule.CLOSED), NATIONAL_DAY)
    CalendarDay.objects.update(nature="closed")
    assert not open_times(RoomFactory(holiday_rule=Room.HolidayRule.USUAL), NATIONAL_DAY)


def test_special_hours_replace_the_days_own_and_may_close_it():
    room = RoomFactory()
    day = date(2026, 11, 25)
    SpecialHours.objects.create(room=room, date=day, opens=time(13), closes=time(15))
    assert open_times(room, day) == [(at(day, time(13)), at(day, time(15)))]
    SpecialHours.objects.update(opens=None, closes=None)
    assert open_times(room, day) == []


def test_several_spans_a_day_and_touching_ones_are_one():
    room = RoomFactory(hours=False)
    day = date(2026, 11, 25)
    for opens, closes in ((8, 10), (10, 12), (14, 18)):
        OpeningSpan.objects.create(room=room, weekday=day.weekday(), opens=time(opens), closes=time(closes))
    assert open_times(room, day) == [(at(day, time(8)), at(day, time(12))), (at(day, time(14)), at(day, time(18)))]


def test_once_hours_are_known_those_of_any_room_and_day_of_the_year_cost_one_query(django_assert_num_queries):
    rooms = RoomFactory.create_batch(3)
    asked = ((rooms[:1], date(2026, 11, 25), 4), (rooms, date(2026, 11, 25), 1), (rooms, date(2026, 3, 2), 1))
    for some, day, queries in asked:
        with django_assert_num_queries(queries):
            opening_spans(some, day_span(day))
    SpecialHours.objects.create(room=rooms[0], date=date(2026, 3, 2), opens=time(13), closes=time(15))
    assert open_times(rooms[0], date(2026, 3, 2)) == [(at(date(2026, 3, 2), time(13)), at(date(2026, 3, 2), time(15)))]


def test_a_new_holiday_lists_the_bookings_that_it_displaces():
    room = RoomFactory(holiday_rule=Room.HolidayRule.CLOSED)
    booking = make_booking(room=room, span=tomorrow_at(10))
    assert displaced_bookings() == []
    CalendarDay.objects.create(
        date=booking.starts_at.astimezone(at(date.today(), time()).tzinfo).date(), nature="holiday"
    )
    assert displaced_bookings() == [booking]
