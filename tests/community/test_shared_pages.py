"""Pages that everybody without a login sees the same: no token, no cookie, and nothing sent twice."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories import RoomFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

SHARED = ["home", "board", "rooms_now", "day_grid", "room_week", "class_list", "timetable"]


@pytest.fixture
def room():
    return RoomFactory(slug="music")


def address(name: str) -> str:
    return reverse(name, args=["music"] if name == "room_week" else [])


@pytest.mark.parametrize("name", SHARED)
def test_who_brings_no_login_gets_no_token_and_no_cookie(client, room, name):
    answer = client.get(address(name))
    assert answer.status_code == 200
    assert "csrf" not in answer.content.decode()
    assert not answer.cookies
    assert answer["Cache-Control"] == "public, max-age=0, s-maxage=5"
    assert {"Accept-Language", "Cookie"} <= {each.strip() for each in answer["Vary"].split(",")}


@pytest.mark.parametrize("name", SHARED)
def test_who_has_the_page_already_is_told_so(client, room, name):
    tag = client.get(address(name))["ETag"]
    again = client.get(address(name), headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert again["Cache-Control"] == "public, max-age=0, s-maxage=5"
    client.cookies["elder"] = "1"
    assert client.get(address(name), headers={"If-None-Match": tag}).status_code == 200


@pytest.mark.parametrize("name", SHARED)
def test_who_is_logged_in_gets_a_page_of_their_own(client, room, name):
    log_in(client, UserFactory())
    assert client.get(address(name))["Cache-Control"] == "private, no-store"


def test_a_page_with_a_word_for_somebody_is_theirs(client, room):
    """Whoever comes back from the door with a message, or with a session that holds what they typed."""
    client.post(reverse("book_room", args=["music"]), {"purpose": "合唱"})
    assert "public" not in client.get(address("rooms_now")).get("Cache-Control", "")


@pytest.mark.parametrize("name", ["set_display", "set_language"])
@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 302),
        ({"Sec-Fetch-Site": "same-origin"}, 302),
        ({"Origin": "http://testserver"}, 302),
        ({"Referer": "http://testserver/rooms/"}, 302),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Referer": "https://evil.example/testserver"}, 403),
        ({"Origin": "http://[", "Referer": "http://testserver/"}, 403),
    ],
)
def test_how_pages_look_is_chosen_from_our_own_pages_alone(name, headers, status):
    answer = Client(enforce_csrf_checks=True).post(reverse(name), {"elder": "1", "language": "en"}, headers=headers)
    assert answer.status_code == status
    assert bool(answer.cookies) == (status == 302)


def test_no_other_form_goes_without_a_token():
    assert Client(enforce_csrf_checks=True).post(reverse("log_out")).status_code == 403


def test_a_scheme_that_nobody_offers_is_none(client):
    client.cookies["scheme"] = "x"
    assert 'data-scheme="auto"' in client.get(reverse("home")).content.decode()
