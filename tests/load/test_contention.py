"""Many residents after the same slot at once, over HTTP against gunicorn with several workers."""

import http.client
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote, urlencode

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string

from community.models import User
from community.ranges import Span
from rooms.forms import wall_clock
from rooms.models import Booking, Reservation, Room
from tests.factories import RoomFactory, UserFactory, tomorrow_at

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RESIDENTS = 32
BOOKED, BEATEN = 302, 409


@pytest.fixture(scope="module")
def var_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the static files collected, which takes a while."""
    folder = tmp_path_factory.mktemp("var")
    chosen = os.environ | {"VAR_DIR": str(folder), "DATABASE_URL": "postgres://nobody@localhost/none"}
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, cwd=settings.BASE_DIR, env=chosen, check=True)
    return folder


@pytest.fixture
def address(var_dir: Path) -> Iterator[tuple[str, int]]:
    """Gunicorn with three workers of four threads, on the tests' own database."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host, port = probe.getsockname()
    chosen = {"DATABASE_URL": _url_of_test_database(), "SECRET_KEY": settings.SECRET_KEY, "VAR_DIR": str(var_dir)}
    environment = os.environ | chosen | {"WEB_WORKERS": "3", "WEB_THREADS": "4"}
    command = [sys.executable, "-m", "gunicorn", "--config", "community/gunicorn.py", "--bind", f"{host}:{port}"]
    gunicorn = subprocess.Popen([*command, "community.wsgi"], cwd=settings.BASE_DIR, env=environment)
    try:
        _wait_for(host, port)
        yield host, port
    finally:
        gunicorn.terminate()
        gunicorn.wait(20)


def _url_of_test_database() -> str:
    chosen = connection.settings_dict
    folder = chosen["OPTIONS"].get("host")  # of the Unix socket
    if folder:
        return f"postgres://{chosen['USER']}@/{chosen['NAME']}?host={folder}"
    login = f"{quote(chosen['USER'])}:{quote(chosen['PASSWORD'])}"
    return f"postgres://{login}@{chosen['HOST']}:{chosen['PORT'] or 5432}/{chosen['NAME']}"


def _wait_for(host: str, port: int) -> None:
    deadline = time.monotonic() + 30
    while True:
        try:
            client = http.client.HTTPConnection(host, port, timeout=5)
            client.request("GET", "/healthz")
            assert client.getresponse().status == 200
        except OSError:
            assert time.monotonic() < deadline, "gunicorn did not start"
            time.sleep(0.1)
        else:
            return


def _logged_in(user: User) -> str:
    """The session cookie of a user who has logged in."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


class Resident:
    """One browser: a session, a CSRF cookie, and a connection that is open when the race starts."""

    def __init__(self, user: User, address: tuple[str, int]) -> None:
        self.secret = _get_new_csrf_string()
        self.cookies = f"sessionid={_logged_in(user)}; csrftoken={self.secret}"
        self.http = http.client.HTTPConnection(*address, timeout=60)

    def book(self, room: Room, span: Span, together: threading.Barrier) -> int:
        form = {
            "start": wall_clock(span.start),
            "end": wall_clock(span.end),
            "party_size": 1,
            "csrfmiddlewaretoken": self.secret,
        }
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        # gunicorn closes idle connections, and may do so just as a request leaves.
        self.http.close()
        self.http.connect()
        together.wait(60)
        self.http.request("POST", f"/rooms/{room.slug}/book/", urlencode(form), headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status


@pytest.mark.parametrize(("mode", "capacity", "rounds"), [(Room.Mode.WHOLE, 6, 30), (Room.Mode.PLACES, 5, 10)])
def test_exactly_capacity_wins_in_every_round(address: tuple[str, int], mode: str, capacity: int, rounds: int) -> None:
    winners = 1 if mode == Room.Mode.WHOLE else capacity
    room = RoomFactory(mode=mode, capacity=capacity)
    type(room.kind).objects.update(max_active_bookings=1000, max_hours_per_week=1000)
    residents = [Resident(user, address) for user in UserFactory.create_batch(RESIDENTS)]
    for number in range(rounds):
        first = tomorrow_at(8, days=1 + number // 10)
        start = first.start + number % 10 * timedelta(hours=1)
        span = Span(start, start + timedelta(hours=1))
        together = threading.Barrier(RESIDENTS)
        with ThreadPoolExecutor(RESIDENTS) as pool:
            told = Counter(pool.map(lambda each, span=span, gate=together: each.book(room, span, gate), residents))
        assert told == {BOOKED: winners, BEATEN: RESIDENTS - winners}, f"round {number}"
        held = Reservation.objects.held().during(span).filter(room=room)
        assert sum(each.places for each in held) == capacity
    assert Booking.objects.filter(state=Booking.State.CONFIRMED).count() == winners * rounds
