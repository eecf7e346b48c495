"""What home, the board and the wall say about opening: by day, by night, before holidays, and in an empty centre."""

from datetime import date, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from community.ranges import DAY, Span, at
from rooms import selectors, services
from rooms.models import HeadCount, Reservation
from rooms.selectors import doors
from tests.factories import RoomFactory, StaffFactory

pytestmark = pytest.mark.django_db

WEDNESDAY = date(2026, 11, 25)
FACES = ("/", "/board/", "/board/?display=wall")


def turn(clock: time, day: date = WEDNESDAY) -> time_machine.travel:
    return time_machine.travel(at(day, clock), tick=False)


def page(client, address: str = "/") -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("address", FACES)
@pytest.mark.parametrize(("clock", "words"), [(time(5, 40), "8:00"), (time(23), "明天 8:00")])
def test_at_night_the_pages_say_when_the_doors_open(client, address, clock, words):
    RoomFactory()
    with turn(clock):
        shown = page(client, address)
    assert words in shown
    assert "空着" not in shown


def test_by_day_home_counts_the_free_rooms_and_a_full_house_says_so(client):
    room = RoomFactory()
    with turn(time(15)):
        assert "有1间" in page(client)
        now = timezone.now()
        Reservation.objects.create(
            room=room, during=Span(now, now + timedelta(hours=1)).range, places=1, kind="booking"
        )
        assert "都有人用" in page(client)


@pytest.mark.parametrize("address", FACES)
def test_an_empty_database_is_said_to_be_new(client, address):
    shown = page(client, address)
    assert "空着" not in shown
    assert ("活动室正在准备中" if address == "/board/" else "中心正在筹备") in shown


def test_nobody_stays_in_a_closed_room():
    room = RoomFactory()
    HeadCount.objects.create(room=room, people=5, day=WEDNESDAY)
    with turn(time(21, 59)):
        assert selectors.rooms_now()[0].people == 5
    with turn(time(22)):
        [seen] = selectors.rooms_now()
    assert (seen.state, seen.people, seen.free_places) == ("closed", 0, 0)


def test_the_doors_open_after_the_holiday_and_after_a_closure():
    room = RoomFactory(holiday_rule="closed")
    with turn(time(12), date(2026, 10, 3)):  # the National Day holiday lasts until the 7th
        assert doors(selectors.rooms_now()).opens == at(date(2026, 10, 8), time(8))
    with turn(time(23)):
        morning = Span(at(WEDNESDAY + DAY, time(0)), at(WEDNESDAY + DAY, time(14)))
        services.close_rooms(rooms=[room], span=morning, reason="检修", by=StaffFactory())
        assert doors(selectors.rooms_now()).opens == at(WEDNESDAY + DAY, time(14))


def test_rooms_without_hours_open_at_no_known_time(client):
    RoomFactory(hours=False)
    shown = doors(selectors.rooms_now())
    assert (shown.are_closed, shown.opens) == (True, None)
    assert client.get(reverse("home")).status_code == 200


def test_a_booked_hour_later_today_is_not_in_use_now(client):
    room = RoomFactory()
    with turn(time(12)):
        later = Span(at(WEDNESDAY, time(15)), at(WEDNESDAY, time(16)))
        Reservation.objects.create(room=room, during=later.range, places=1, kind="booking")
        shown = page(client, "/board/")
    assert "已约" in shown
    assert "使用中" not in shown
