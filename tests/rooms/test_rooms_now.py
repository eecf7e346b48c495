"""The rooms this minute: at night, in an empty centre, among many."""

from datetime import datetime, time

import pytest
import time_machine
from django.urls import reverse

from community.ranges import DAY, at, today
from rooms import selectors
from rooms.models import HeadCount, OpeningSpan, Room
from tests.factories import RoomFactory, RoomKindFactory
from tests.reading import markup

pytestmark = pytest.mark.django_db


def opened_page(client, **query) -> str:
    return client.get(reverse("rooms_now"), query).content.decode()


@pytest.mark.parametrize(
    ("clock", "words"), [(time(5, 40), "8:30开放"), (time(23), "明天 8:30开放"), (time(15, 30), "空着")]
)
def test_at_any_hour_the_page_says_what_is_true(client, clock, words):
    room = RoomFactory(hours=False)
    for weekday in range(7):
        OpeningSpan.objects.create(room=room, weekday=weekday, opens=time(8, 30), closes=time(21))
    with time_machine.travel(at(datetime(2026, 11, 24).date(), clock), tick=False):
        page = opened_page(client)
    assert words in page
    assert "有0间" not in page


def test_nobody_is_in_a_closed_room():
    room = RoomFactory(mode=Room.Mode.WALK_IN)
    with time_machine.travel(at(today() + DAY, time(23)), tick=False):
        HeadCount.objects.create(room=room, people=5, day=today())
        assert selectors.rooms_now()[0].people == 0


def test_a_room_without_opening_hours_is_not_offered(client):
    link = reverse("book_room", args=[RoomFactory(hours=False).slug])
    assert link not in opened_page(client)
    room = RoomFactory()
    assert reverse("book_room", args=[room.slug]) in opened_page(client)
    with time_machine.travel(at(today() + DAY, time(23)), tick=False):  # closed until the morning
        assert reverse("book_room", args=[room.slug]) in opened_page(client)


def test_an_empty_centre_says_so(client):
    for name in ("rooms_now", "day_grid"):
        assert "正在准备" in client.get(reverse(name)).content.decode()


@pytest.mark.parametrize("name", ["rooms_now", "day_grid"])
def test_many_rooms_are_chosen_by_floor_kind_and_name(client, name):
    kinds = [RoomKindFactory(name="琴房"), RoomKindFactory(name="教室")]
    for number in range(10):
        RoomFactory(name=f"{number}号室", name_en=f"Room {number}", floor=number % 3 + 1, kind=kinds[number % 2])

    def found(**query) -> int:
        return markup(client.get(reverse(name), query)).count("号室</a></h2>")

    assert found(floor=2) == 3
    assert found(kind=kinds[0].slug) == 5
    assert found(q="7号") == found(q="7hs") == 1
    assert found(floor="x") == 10
    assert found(q="没有") == 0


def test_few_rooms_need_no_choosing(client):
    RoomFactory()
    assert 'type="search"' not in opened_page(client)
