"""A database that is away, in front of a crowd: real gunicorn, real connections."""

import http.client
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlencode

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
from psycopg2 import sql

from rooms.models import Room
from tests.factories import RoomFactory, UserFactory, tomorrow_at
from tests.load.browsers import Browser
from tests.load.test_contention import form

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CROWD = 10


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    text: str
    retry_after: str | None


def ask(address: tuple[str, int], path: str, browser: Browser | None = None, body: dict | None = None) -> Answer:
    headers = {"Accept-Language": "en"} | ({"Cookie": browser.cookies} if browser else {})
    content = urlencode(body | {"csrfmiddlewaretoken": browser.secret}) if body and browser else None
    if content:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    caller = http.client.HTTPConnection(*address, timeout=300)
    caller.request("POST" if content else "GET", path, content, headers)
    answer = caller.getresponse()
    text = answer.read().decode()
    caller.close()
    return Answer(answer.status, text, answer.headers["Retry-After"])


@contextmanager
def another_connection() -> Iterator[psycopg2.extensions.connection]:
    """A connection that the portal knows nothing of."""
    chosen = connection.settings_dict
    other = psycopg2.connect(
        dbname=chosen["NAME"],
        user=chosen["USER"],
        password=chosen["PASSWORD"],
        host=chosen["OPTIONS"].get("host") or chosen["HOST"],
        port=chosen["PORT"] or None,
    )
    try:
        yield other
    finally:
        other.close()


@contextmanager
def held(room: Room) -> Iterator[None]:
    """Somebody has the room's row, and does not let go."""
    with another_connection() as other, other.cursor() as cursor:
        cursor.execute("SELECT FROM rooms_room WHERE id = %s FOR UPDATE", [room.pk])
        yield


@contextmanager
def no_connection_left() -> Iterator[None]:
    """PostgreSQL takes nobody of the serving role any more, and those who are in go."""
    role = sql.Identifier(settings.SERVING_ROLE)
    limit = sql.SQL("ALTER ROLE {} CONNECTION LIMIT {}")
    with another_connection() as other, other.cursor() as cursor:
        other.autocommit = True
        cursor.execute(limit.format(role, sql.Literal(0)))
        try:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = %s", [settings.SERVING_ROLE]
            )
            yield
        finally:
            cursor.execute(limit.format(role, sql.Literal(-1)))


needs_roles = pytest.mark.skipif(settings.SERVING_ROLE is None, reason="one role is all")


def says_so(answer: Answer) -> bool:
    """Whether it is the page of our own, in both languages, that says when to come back."""
    both = all(f'<section lang="{language}"' in answer.text for language in ("en", "zh-Hans"))
    return answer.status == 503 and answer.retry_after == "30" and both


@needs_roles
def test_a_database_without_a_connection_left_is_said_so(address):
    room = RoomFactory()
    visitor = Browser(UserFactory(), address)
    with no_connection_left():
        for path in ("/rooms/", "/my/", f"/rooms/{room.slug}/", "/accounts/profile/", "/classes/"):
            assert says_so(ask(address, path, visitor)), path
        assert says_so(ask(address, f"/rooms/{room.slug}/book/", visitor, form(tomorrow_at(10))))
        assert ask(address, "/healthz").status == 503
    assert ask(address, "/my/", visitor).status == 200


@needs_roles
def test_requests_in_flight_when_the_database_dies_are_told(address):
    room = RoomFactory()
    crowd = [Browser(user, address) for user in UserFactory.create_batch(CROWD)]
    wish, path = form(tomorrow_at(10)), f"/rooms/{room.slug}/book/"
    started = threading.Event()

    def book(each: Browser) -> Answer:
        started.set()
        return ask(address, path, each, wish)

    with held(room), ThreadPoolExecutor(CROWD) as pool:
        asked = [pool.submit(book, each) for each in crowd]
        started.wait(10)
        with no_connection_left():
            told = [each.result() for each in asked]
    assert {answer.status for answer in told} <= {503, 409}  # 409: whose half second was over before
    assert any(map(says_so, told))
    assert ask(address, "/rooms/").status == 200
