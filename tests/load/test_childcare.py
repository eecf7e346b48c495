"""The children's room over HTTP with gunicorn: many tablets at once, and a server that is killed.

Eight rounds and twenty seconds by default; `FULL_LOAD=1` takes thirty rounds and a minute.
"""

import contextlib
import http.client
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection
from django.middleware.csrf import _get_new_csrf_string
from django.utils import timezone

from childcare import services
from childcare.models import Call, CareDuty, Carer, CareSession, DropIn, PickUp
from community.errors import DomainError
from community.ladders import climb_all
from community.models import LadderRung
from tests.childcare.factories import CarerFactory, drop_off, make_open_session, make_session, make_sheet, sign_on
from tests.childcare.test_races import watched
from tests.factories import StaffFactory
from tests.load.conftest import url_of_test_database

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

TABLETS = 32
ROUNDS, SECONDS = (30, 60) if os.environ.get("FULL_LOAD") else (8, 20)
DONE = 302


class Tablet:
    """A tablet at the door, opened by a carer's PIN; a connection of its own."""

    def __init__(self, carer: Carer, address: tuple[str, int]) -> None:
        station, token = services.register_station(name="平板", by=StaffFactory())
        services.set_pin(carer=carer, pin="2468", by=StaffFactory())
        services.unlock_station(station=station, carer=carer, pin="2468")
        self.secret = _get_new_csrf_string()
        self.cookies = f"care_station={token}; csrftoken={self.secret}"
        self.http = http.client.HTTPConnection(*address, timeout=60)

    def post(self, path: str, form: dict[str, object], together: threading.Barrier | None = None) -> int:
        """Post a form, at the moment when everybody at the barrier does; the status of the answer."""
        headers = {"Cookie": self.cookies, "Content-Type": "application/x-www-form-urlencoded"}
        body = urlencode(form | {"csrfmiddlewaretoken": self.secret}, doseq=True)
        self.http.close()
        self.http.connect()
        if together is not None:
            together.wait(60)
        self.http.request("POST", f"/childcare/door/{path}", body, headers)
        answer = self.http.getresponse()
        answer.read()
        return answer.status


def tablets(session: CareSession, address: tuple[str, int], count: int = TABLETS) -> list[Tablet]:
    """So many tablets, opened by the carer who signed on first."""
    first = CareDuty.objects.on().filter(session=session).select_related("carer").order_by("pk").first()
    return [Tablet(first.carer, address) for _number in range(count)]


def leave(sheet: int, family: int) -> tuple[str, dict[str, object]]:
    return f"families/{family}/", {"sheet": sheet, "until": "30", "key": str(uuid4())}


def fetch(stay: DropIn, person: int) -> tuple[str, dict[str, object]]:
    form = {"stay": stay.pk, "person": person, "code": stay.day_pass.code, "key": str(uuid4())}
    return f"families/{stay.sheet.family_id}/out/", form


def test_the_last_place_goes_to_one_and_a_child_is_handed_over_once(address: tuple[str, int]) -> None:
    session = make_open_session(places=1)
    doors = tablets(session, address)
    sheets = [make_sheet() for _number in range(TABLETS)]
    for number in range(ROUNDS):
        together = threading.Barrier(TABLETS)

        def arrive(place: int, gate: threading.Barrier = together) -> int:
            return doors[place].post(*leave(sheets[place].pk, sheets[place].family_id), gate)

        with ThreadPoolExecutor(TABLETS) as pool:
            told = Counter(pool.map(arrive, range(TABLETS)))
        assert told == {DONE: 1, 409: TABLETS - 1}, f"round {number}"
        stay = DropIn.objects.inside().select_related("day_pass", "sheet").get()
        wanted, together = fetch(stay, stay.sheet.people.get().pk), threading.Barrier(TABLETS)

        def out(place: int, gate: threading.Barrier = together, ask: tuple[str, dict[str, object]] = wanted) -> int:
            path, form = ask
            return doors[place].post(path, form | {"key": str(uuid4())}, gate)

        with ThreadPoolExecutor(TABLETS) as pool:
            told = Counter(pool.map(out, range(TABLETS)))
        assert told == {DONE: 1, 409: TABLETS - 1}, f"round {number}"
        assert PickUp.objects.filter(drop_in=stay).count() == 1


def test_arrivals_and_sign_offs_at_random(address: tuple[str, int]) -> None:
    session = make_session(places=12)
    carers = [CarerFactory() for _number in range(6)]
    for carer in carers:
        sign_on(session, carer)
    doors = tablets(session, address)
    sheets = [make_sheet(years=4 if number % 3 else 8) for number in range(20)]
    people = {sheet.pk: sheet.people.get().pk for sheet in sheets}
    staff = StaffFactory()
    until = time.monotonic() + SECONDS

    def go(place: int) -> Counter[int]:
        chance, told = random.Random(place), Counter()
        try:
            while time.monotonic() < until:
                what = chance.random()
                if what < 0.5:
                    sheet = chance.choice(sheets)
                    told[doors[place].post(*leave(sheet.pk, sheet.family_id))] += 1
                elif what < 0.85:
                    inside = DropIn.objects.inside().select_related("day_pass", "sheet")
                    stay = inside.order_by("?").first()
                    if stay is not None:
                        told[doors[place].post(*fetch(stay, people[stay.sheet_id]))] += 1
                elif what < 0.93:
                    duty = CareDuty.objects.on().exclude(carer=carers[0]).order_by("?").first()
                    if duty is not None:
                        told[doors[place].post(f"carers/{duty.pk}/off/", {})] += 1
                else:
                    with contextlib.suppress(DomainError):
                        services.sign_on_carer(session=session, carer=chance.choice(carers), by=staff)
        finally:
            connection.close()
        return told

    with watched() as seen, ThreadPoolExecutor(TABLETS) as pool:
        told = sum(pool.map(go, range(TABLETS)), Counter())
    assert seen["polls"] > 10
    assert seen["broken"] == 0
    assert not {status for status in told if status >= 500}, told
    assert told[DONE] > TABLETS, told


def test_whoever_is_inside_stays_inside_when_everything_is_killed(var_dir, come_to) -> None:  # type: ignore[no-untyped-def]
    """kill -9 of the web server and of the worker: nobody is out, the ladder goes on, no rung twice."""
    session = make_open_session()
    stays = [drop_off(session)[0] for _number in range(3)]
    chosen = {"DATABASE_URL": url_of_test_database(), "SECRET_KEY": settings.SECRET_KEY, "VAR_DIR": str(var_dir)}
    chosen["RESIDENT_KEYS"] = ",".join(settings.RESIDENT_KEYS)
    environment = os.environ | chosen | {"WEB_WORKERS": "2", "WEB_THREADS": "2"}
    commands = (
        ["-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", "127.0.0.1:0", "config.wsgi"],
        ["manage.py", "worker"],
    )
    for _round in range(2):
        started = [
            subprocess.Popen([sys.executable, *command], cwd=settings.BASE_DIR, env=environment, start_new_session=True)
            for command in commands
        ]
        deadline = time.monotonic() + 30
        while time.monotonic() < deadline and not _worker_beats():
            threading.Event().wait(0.5)
        for process in started:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(20)
    assert set(DropIn.objects.inside()) == set(stays)
    come_to(max(each.due_at for each in stays) + timedelta(minutes=25))
    for _twice in range(2):
        climb_all()
    assert LadderRung.objects.filter(rung="guardians").count() == 3
    assert Call.objects.filter(rung="guardians").count() == 3
    assert timezone.now() > stays[0].due_at


def _worker_beats() -> bool:
    from community.models import Heartbeat

    return Heartbeat.objects.filter(at__gt=timezone.now() - timedelta(seconds=10)).exists()
