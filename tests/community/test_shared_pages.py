"""Shared pages for anonymous readers: no token, no cookie, and nothing sent twice."""

import gzip

import brotli
import pytest
import time_machine
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.accounts.sessions import SessionStore
from community.models import Notice, User
from community.page_parts import anonymous_copy, has_token_or_session
from community.shared_pages import seen_by_everybody
from tests.factories import RoomFactory, UserFactory, make_booking, make_class, make_proposal, tomorrow_at
from tests.steps import log_in

pytestmark = pytest.mark.django_db

SHARED = ["home", "board", "rooms_now", "day_grid", "room_week", "class_list", "timetable", "duty_week"]


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


@pytest.mark.parametrize("name", [*SHARED, "wall"])
def test_an_unchanged_page_costs_one_query(client, room, django_assert_num_queries, name):
    """The versions. A page that asks a table without one fails here: add it to a `Versioned` of its app."""
    make_booking(room, UserFactory(), tomorrow_at(9))
    Notice.objects.create(title="停水")
    make_proposal()
    make_class()
    path = f"{reverse('board')}?display=wall" if name == "wall" else address(name)
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        first = client.get(path)
        with django_assert_num_queries(1):
            again = client.get(path)
    assert (again.content, again["ETag"]) == (first.content, first["ETag"])


def test_looks_languages_and_minutes_do_not_share_a_page(client, room):
    with time_machine.travel(timezone.now().replace(second=5), tick=False) as clock:
        plain = client.get(address("home"))["ETag"]
        client.cookies["elder"] = "2"
        larger = client.get(address("home"))["ETag"]
        client.cookies["django_language"] = "en"
        english = client.get(address("home"))["ETag"]
        clock.shift(60)
        assert len({plain, larger, english}) == 3


@pytest.mark.parametrize(
    ("header", "encoding"),
    [("gzip, deflate, br", "br"), ("gzip", "gzip"), ("", ""), ("br;q=0, gzip;q=0.5", "gzip"), ("deflate", "")],
)
def test_a_page_comes_in_the_smallest_form_that_is_taken(client, room, header, encoding):
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[encoding]
    for _first_and_again in range(2):
        answer = client.get(address("day_grid"), headers={"Accept-Encoding": header})
        assert answer.get("Content-Encoding", "") == encoding
        assert b"<html" in unpack(answer.content)
        assert int(answer["Content-Length"]) == len(answer.content)
        assert "Accept-Encoding" in answer["Vary"]


def test_within_the_same_minute_a_change_is_seen_at_once(client):
    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        assert "周五停水" not in client.get(reverse("home")).content.decode()
        Notice.objects.create(title="周五停水", body="上午九点到十一点")
        assert "周五停水" in client.get(reverse("home")).content.decode()


@pytest.mark.parametrize(("table", "made"), [(User, 2), (Notice, 1)])
def test_a_page_of_a_table_whose_changes_nobody_counts_is_made_anew(rf, table, made):
    calls = []

    @seen_by_everybody
    def page(request):
        calls.append(table.objects.count())
        return HttpResponse("<p>")

    with time_machine.travel(timezone.now().replace(second=5), tick=False):
        for _each in range(2):
            request = rf.get(f"/a-page-of/{table.__name__}/")
            request.user, request.session = AnonymousUser(), SessionStore()
            page(request)
    assert len(calls) == made


def test_a_page_for_everybody_knows_nothing_of_the_session_of_whoever_asks(rf):
    request = rf.get("/")
    request.session = SessionStore()
    request.session["purpose"] = "合唱"
    assert "purpose" not in anonymous_copy(request).session
    assert not has_token_or_session(anonymous_copy(request))
