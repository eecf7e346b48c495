"""What a shared page adds for one reader, and that nobody else gets it."""

import re

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import Notice, User
from community.ranges import DAY, today
from rooms import services
from rooms.models import Room
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking, make_class, make_proposal, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

SHARED = ["home", "board", "rooms_now", "day_grid", "room_week", "class_list", "timetable", "duty"]
# Session and user, versions; favourites, what is one's own; at home the next booking, and what waits for an answer;
# at duty the volunteer that one is.
MOST = {"home": 4, "day_grid": 3, "room_week": 3, "rooms_now": 3, "duty": 3}


@pytest.fixture(autouse=True)
def within_a_minute():
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        yield


@pytest.fixture
def room():
    return RoomFactory(slug="music", name="琴房")


def reader(**fields) -> tuple[Client, User]:
    client = Client()
    return client, log_in(client, UserFactory(**fields))


def page(client: Client, name: str) -> str:
    path = reverse(name, args=["music"] if name == "room_week" else [])
    return client.get(path, {"date": (today() + DAY).isoformat()}).content.decode()


@pytest.mark.parametrize("name", SHARED)
def test_it_takes_few_queries_where_the_shared_part_is_there_already(room, django_assert_max_num_queries, name):
    client, user = reader()
    for number in range(3):
        services.keep_favourite(room=RoomFactory(), user=user)
        make_booking(room, user if number == 1 else UserFactory(), tomorrow_at(9 + number))
        Notice.objects.create(title="停水")
    make_proposal()
    make_class()
    page(Client(), name)
    with django_assert_max_num_queries(MOST.get(name, 2)):
        page(client, name)


@pytest.mark.parametrize("name", SHARED)
def test_everybody_has_their_own_name_and_token_and_nobody_elses(room, name):
    (mine, me), (theirs, they) = reader(name="周平"), reader(name="王秀兰")
    pages = [page(each, name) for each in (mine, theirs, Client(), mine)]
    assert ["周平" in each for each in pages] == [True, False, False, True]
    assert ["王秀兰" in each for each in pages] == [False, True, False, False]
    assert [f'data-reader="{me.pk}"' in each for each in pages] == [True, False, False, True]
    assert [f'data-reader="{they.pk}"' in each for each in pages] == [False, True, False, False]
    assert ["csrfmiddlewaretoken" in each for each in pages] == [True, True, False, True]


def test_the_token_of_a_page_lets_its_reader_out(room):
    client = Client(enforce_csrf_checks=True)
    log_in(client, UserFactory())
    token = re.search(r'csrfmiddlewaretoken" value="(\w+)"', page(client, "home"))
    assert token
    assert client.post(reverse("log_out"), {"csrfmiddlewaretoken": token[1]}).status_code == 302


def test_ones_own_booking_is_ones_own_in_the_grid_and_taken_for_others(room):
    client, user = reader()
    booking = make_booking(room, user, tomorrow_at(9))
    make_booking(room, UserFactory(), tomorrow_at(10))
    for name in ("day_grid", "room_week"):
        other, own, after = page(Client(), name), page(client, name), page(reader()[0], name)
        assert booking.get_absolute_url() in own
        assert 'class="tg-mine"' in own
        assert all(booking.get_absolute_url() not in each for each in (other, after))


def test_favourites_come_first_and_only_for_whom_they_are(room):
    client, user = reader()
    services.keep_favourite(room=RoomFactory(name="书画室"), user=user)
    for name in ("rooms_now", "day_grid"):
        first = [page(each, name).index("书画室") < page(each, name).index("琴房") for each in (Client(), client)]
        assert first == [False, True]


def test_a_word_is_shown_once_to_whom_it_is_for(room):
    client, _user = reader()
    page(Client(), "rooms_now")
    client.post(reverse("favourite", args=["music"]), {"keep": "1"})
    assert "note success" not in page(Client(), "rooms_now")
    assert "note success" in page(client, "rooms_now")
    assert "note success" not in page(client, "rooms_now")


def test_the_desk_is_linked_for_its_staff_alone(room):
    desk = Client()
    log_in(desk, StaffFactory())
    shown = [f'href="{reverse("desk")}"' in page(each, "home") for each in (reader()[0], desk, reader()[0])]
    assert shown == [False, True, False]


def test_home_shows_what_is_next_for_each(room):
    client, user = reader()
    booking = make_booking(room, user, tomorrow_at(9))
    pages = [page(each, "home") for each in (Client(), client, reader()[0])]
    assert [booking.get_absolute_url() in each for each in pages] == [False, True, False]


def test_a_retired_room_is_gone_for_those_who_are_logged_in_too(room):
    client, _user = reader()
    assert "琴房" in page(client, "rooms_now")
    Room.objects.update(is_active=False)
    assert "琴房" not in page(client, "rooms_now")
