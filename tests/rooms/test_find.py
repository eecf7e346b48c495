"""Finding any free room, and favourite rooms."""

import re

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from community.enums import DayNature
from community.models import CalendarDay
from community.ranges import DAY, today, wall_clock
from rooms import services
from rooms.models import FavouriteRoom, Room
from tests.factories import RoomFactory, UserFactory, make_booking, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

QUERIES = 5  # the centre is known for a minute


def find(client, **query):
    return client.get(reverse("find_time"), {"date": (today() + DAY).isoformat()} | query)


def test_any_room_tomorrow_afternoon(client):
    free, taken = RoomFactory(name="一号琴房"), RoomFactory(name="二号琴房")
    for hour in range(12, 18, 2):
        make_booking(taken, span=tomorrow_at(hour, hours=2))
    response = find(client, part="afternoon")
    [found] = response.context["found"]
    assert (found.room, [pick.span.start.hour for pick in found.picks]) == (free, [12, 13, 14, 15])
    assert [each.room for each in response.context["without"]] == [taken]
    assert "约满了" in response.content.decode()
    booked = response.context["found"][0].picks[0].url
    assert booked.startswith(reverse("book_room", args=[free.slug]))
    assert f"start={wall_clock(tomorrow_at(12).start).replace(':', '%3A')}" in booked


def test_a_company_finds_the_rooms_that_take_it(client):
    RoomFactory(capacity=2)
    large = RoomFactory(capacity=9)
    response = find(client, people=5)
    assert [each.room for each in response.context["found"]] == [large]
    assert "party_size=5" in response.context["found"][0].picks[0].url


@pytest.mark.parametrize(
    "query", [{"people": "x"}, {"part": "night"}, {"date": "soon"}, {"days": "99"}, {"people": -3}]
)
def test_a_senseless_question_still_gets_an_answer(client, query):
    RoomFactory()
    assert find(client, **query).status_code == 200


@pytest.mark.parametrize(("days", "words"), [(-1, "已过"), (40, "还没开放预约（提前14天）")])
def test_a_day_that_cannot_be_booked_says_why(client, days, words):
    RoomFactory()
    assert words in find(client, date=(today() + days * DAY).isoformat()).content.decode()


def test_late_in_the_evening_the_page_opens_on_tomorrow(client):
    RoomFactory()
    with time_machine.travel(tomorrow_at(23).start, tick=False):
        response = client.get(reverse("find_time"))
        assert response.context["day"] == today() + DAY
        assert response.context["found"]


def test_a_special_day_is_named_before_one_chooses_its_times(client):
    RoomFactory(holiday_rule=Room.HolidayRule.USUAL)
    CalendarDay.objects.create(date=today() + DAY, nature=DayNature.HOLIDAY, name="邻居节")
    assert "邻居节" in find(client).content.decode()
    assert "邻居节" not in find(client, date=(today() + 2 * DAY).isoformat()).content.decode()


def test_all_times_are_shown_without_a_login(client):
    room, tomorrow = RoomFactory(), (today() + DAY).isoformat()
    assert f'href="{room.get_absolute_url()}?date={tomorrow}"' in find(client, date=tomorrow).content.decode()
    log_in(client, UserFactory())
    assert f'href="{room.get_absolute_url()}book/?date={tomorrow}' in find(client, date=tomorrow).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_many_rooms_take_as_many_queries_as_one(client, django_assert_num_queries, count):
    """Session and user, favourites, centre, rooms, versions, and reservations, once somebody asked for the hours."""
    log_in(client, UserFactory())
    for _room in range(count):
        make_booking(RoomFactory())
    find(client)
    with django_assert_num_queries(QUERIES):
        assert len(find(client).context["found"]) == count


def test_the_page_is_only_read_and_an_empty_centre_says_so(client):
    assert client.post(reverse("find_time")).status_code == 405
    assert "正在准备" in client.get(reverse("find_time")).content.decode()


# Favourites


def star(client, room: Room, keep: str = "1"):
    return client.post(reverse("favourite", args=[room.slug]), {"keep": keep})


@pytest.mark.parametrize("name", ["find_time", "rooms_now", "day_grid"])
def test_a_favourite_comes_first_for_whoever_starred_it(client, name):
    rooms = [RoomFactory(name=f"{number}号室", position=number) for number in (1, 2, 3)]
    user = log_in(client, UserFactory())
    assert star(client, rooms[2]).url == rooms[2].get_absolute_url()
    first = re.search(r"\d号室</a>", client.get(reverse(name)).content.decode().split("<main")[1])
    assert first
    assert first[0].startswith("3")
    log_in(client, UserFactory())
    first = re.search(r"\d号室</a>", client.get(reverse(name)).content.decode().split("<main")[1])
    assert first
    assert first[0].startswith("1")
    assert list(user.favourite_rooms.values_list("room_id", flat=True)) == [rooms[2].pk]


def test_a_star_is_given_once_and_taken_away(client):
    room, user = RoomFactory(), log_in(client, UserFactory())
    star(client, room)
    star(client, room)
    assert FavouriteRoom.objects.count() == 1
    assert 'aria-pressed="true"' in client.get(room.get_absolute_url()).content.decode()
    star(client, room, keep="0")
    assert not user.favourite_rooms.exists()


def test_the_database_keeps_one_star_for_a_user_and_room():
    room, user = RoomFactory(), UserFactory()
    services.keep_favourite(room=room, user=user)
    with pytest.raises(IntegrityError, match="rooms_favourite_once"), transaction.atomic():
        FavouriteRoom.objects.create(room=room, user=user)


def test_a_star_needs_a_login_a_post_and_a_room_in_use(client):
    room = RoomFactory()
    assert star(client, room).url.startswith(reverse("log_in"))
    log_in(client, UserFactory())
    assert client.get(reverse("favourite", args=[room.slug])).status_code == 405
    Room.objects.update(is_active=False)
    assert star(client, room).status_code == 404
    assert not FavouriteRoom.objects.exists()
