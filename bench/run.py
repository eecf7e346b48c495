"""`script/bench [SCALE …]`: load data, start gunicorn, and print how fast each page is.

"Server" is measured inside Django by its outermost middleware, "client" from the first
byte sent to the last received, one request after another; "req/s" comes from eight
clients at once. The two floors stand in the same table: a view that returns a constant,
and the same two rows written with psycopg2 alone.
"""

import argparse
import http.client
import os
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import time as clock
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psycopg2
from django.conf import settings
from django.middleware.csrf import _get_new_csrf_string

from bench import care, client, data, duty, fund, imports, register
from bench.client import Address, Answer, Request, UnexpectedStatusError
from bench.database import database_url, own_database
from community.models import User
from community.ranges import DAY, Span, at, today, wall_clock
from donations.fund.selectors.chain import first_broken

REPEATS = 200
WARM_UP = 20
# Tomorrow and its week: today's grid grows emptier by the hour.
TOMORROW = (today() + DAY).isoformat()
PAGES = {
    "home": "/",
    "board": "/board/",
    "day grid": f"/rooms/day/?date={TOMORROW}",
    "week": f"/rooms/room-0/?date={TOMORROW}",
    "rooms now": "/rooms/",
    "class list": "/classes/",
    "class list, with seats": "/classes/?has_seats=on",
    "class page": "/classes/1/",
    "timetable": f"/classes/timetable/?date={TOMORROW}",
    "duty week": f"/duty/week/?date={TOMORROW}",
}
EVENING = range(16, 22)


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure the portal.")
    parser.add_argument("scale", nargs="*", type=int, help="years of bookings, default 1")
    parser.add_argument("--residents", type=int, help="measure the search of a register of so many people")
    parser.add_argument("--import", type=int, dest="rows", help="rehearse and apply a workbook of so many rows")
    parser.add_argument("--fund", type=int, help="measure the fund's pages with a book of so many entries")
    parser.add_argument(
        "--care", type=int, nargs="+", default=[], help="measure the children's room with so many stays that are over"
    )
    chosen = parser.parse_args()
    complete = True
    for stays in chosen.care:
        complete &= _measure_care(stays)
    if chosen.fund:
        complete &= _measure_fund(chosen.fund)
    if chosen.rows:
        complete &= _measure_import(chosen.rows)
    if chosen.residents:
        complete &= _measure_register(chosen.residents)
    for scale in chosen.scale or ([] if chosen.residents or chosen.rows or chosen.fund or chosen.care else [1]):
        with own_database(scale):
            _say(f"Loading scale {scale}: {data.ROOMS} rooms, {scale} year(s) of bookings")
            residents = data.load(scale)
            with _gunicorn() as address:
                complete &= _measure(scale, address, residents)
    return 0 if complete else 1


def _measure_fund(entries: int) -> bool:
    """The fund's page, a month of some 1,200 entries, and the whole chain read once."""
    with own_database(entries):
        _say(f"Loading a fund of {entries} entries")
        month = fund.load(entries)
        started = time.perf_counter()
        broken = first_broken()
        _say(f"Reading the whole chain: {time.perf_counter() - started:.1f} s, first entry that differs: {broken}")
        with _gunicorn() as address:
            _head()
            complete = _row(address, "constant (floor)", [Request("/bench/constant/")] * (2 * REPEATS + WARM_UP), None)
            for name, path in {"fund": "/fund/", "fund, a month": month}.items():
                complete &= _row(address, name, [Request(path)] * (2 * REPEATS + WARM_UP), path)
    return complete


def _measure_care(stays: int) -> bool:
    """The tablet at the door with 30 inside and 400 families, leaving and handing back, and a parent's page."""
    with own_database(stays):
        _say(f"Loading a children's room with {stays} stays that are over")
        room = care.load(stays)
        tablet = f"care_station={room.token}"
        door = Request("/childcare/door/", {"Cookie": tablet})
        mine = Request("/childcare/my/", {"Cookie": f"sessionid={client.session_key(room.parent)}"})
        with _gunicorn() as address:
            _head()
            complete = _row(address, "constant (floor)", [Request("/bench/constant/")] * (2 * REPEATS + WARM_UP), None)
            complete &= _row(address, "door, 30 inside", [door] * (2 * REPEATS + WARM_UP), None)
            complete &= _row(address, "parent's page", [mine] * (2 * REPEATS + WARM_UP), None)
            drops = [_at_door(tablet, f"families/{each.family_id}/", _drop(each.pk)) for each in room.sheets]
            complete &= _row(address, "drop-off (POST)", drops, None, warm_up=[])
            outs = [
                _at_door(tablet, f"families/{stay.sheet.family_id}/out/", _out(stay.pk, who.pk, stay.day_pass.code))
                for stay, who in care.stays_inside()
            ]
            complete &= _row(address, "hand-over (POST)", outs, None, warm_up=[])
    return complete


def _drop(sheet: int) -> dict[str, object]:
    return {"sheet": sheet, "until": "60", "key": f"drop-{sheet}"}


def _out(stay: int, person: int, code: str) -> dict[str, object]:
    return {"stay": stay, "person": person, "code": code, "key": f"out-{stay}"}


def _at_door(tablet: str, path: str, form: dict[str, object]) -> Request:
    """A form of the tablet, which nobody logs in to; answered by a redirect."""
    secret = _get_new_csrf_string()
    headers = {"Cookie": f"{tablet}; csrftoken={secret}", "Content-Type": "application/x-www-form-urlencoded"}
    body = urlencode(form | {"csrfmiddlewaretoken": secret})
    return Request(f"/childcare/door/{path}", headers, body, expected=302)


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


@contextmanager
def _gunicorn() -> Iterator[Address]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        address: Address = probe.getsockname()
    chosen = {"VAR_DIR": str(Path(settings.VAR_DIR) / "bench"), "SECRET_KEY": settings.SECRET_KEY}
    chosen["RESIDENT_KEYS"] = ",".join(settings.RESIDENT_KEYS)
    chosen |= {"DATABASE_URL": database_url(), "DJANGO_SETTINGS_MODULE": "bench.settings"}
    environment = os.environ | chosen
    collect = [sys.executable, "manage.py", "collectstatic", "--noinput", "--verbosity", "0"]
    subprocess.run(collect, env=environment, check=True)
    bind = f"{address[0]}:{address[1]}"
    command = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py", "--bind", bind]
    process = subprocess.Popen([*command, "config.wsgi"], env=environment)
    try:
        _wait_for(address)
        yield address
    finally:
        process.terminate()
        process.wait(20)


def _wait_for(address: Address) -> None:
    for _attempt in range(300):
        try:
            web = http.client.HTTPConnection(*address, timeout=5)
            web.request("GET", "/healthz")
            web.getresponse()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("gunicorn did not start")


def _head() -> None:
    _say(f"{'':<22}{'server':>16}{'client':>16}{'req/s':>8}{'queries':>9}{'bytes':>8}{'first view':>12}")


def _measure(scale: int, address: Address, residents: list[User]) -> bool:
    """Print the table of one scale; False when a page did not answer as it should."""
    _say(f"\nScale {scale}; milliseconds: median / 95th percentile")
    _head()
    complete = _row(address, "constant (floor)", [Request("/bench/constant/")] * (2 * REPEATS + WARM_UP), None)
    for name, path in PAGES.items():
        complete &= _row(address, name, [Request(path)] * (2 * REPEATS + WARM_UP), path)
    headers = {"Cookie": f"sessionid={client.session_key(residents[0])}"}
    for name in ("home", "day grid", "rooms now", "week", "class list", "class page"):
        complete &= _row(address, f"{name}, logged in", [Request(PAGES[name], headers)] * (2 * REPEATS + WARM_UP), None)
    for name, path in {"open shifts": "/duty/", "my shifts": "/duty/mine/"}.items():
        complete &= _row(address, name, [Request(path, headers)] * (2 * REPEATS + WARM_UP), None)
    complete &= _row(address, "duty sign-up (POST)", _sign_ups(residents), None, warm_up=[])
    slots = _free_slots()
    taken = next(slots)
    bookings = [_booking(user, *next(slots)) for user in residents]
    complete &= _row(address, "book (POST)", bookings, None, warm_up=[])
    client.one_after_another(address, [_booking(residents[0], *taken)])
    lost = [_booking(user, *taken, expected=409) for user in residents[1:]]
    complete &= _row(address, "lost slot (409)", lost, None, warm_up=[])
    _row_of_inserts([next(slots) for _ in range(REPEATS)], residents[0])
    return complete


def _sign_ups(residents: list[User]) -> list[Request]:
    """Each of those who do no duty yet takes a shift of their own."""
    return [
        _post(user, f"/duty/shifts/{shift}/take/", {})
        for user, shift in zip(residents[duty.VOLUNTEERS :], duty.open_shifts(), strict=False)
    ]


def _measure_register(residents: int) -> bool:
    """Print how fast people are found in a register of a given size."""
    with own_database(residents):
        _say(f"Loading {residents} residents")
        clerk = register.load(residents)
        headers = {"Cookie": f"sessionid={client.session_key(clerk)}"}
        with _gunicorn() as address:
            _say("\nSearch; milliseconds: median / 95th percentile")
            complete = True
            for name, query in register.SEARCHES.items():
                request = Request(f"/residents/?{urlencode({'q': query})}", headers)
                complete &= _row(address, name, [request] * (REPEATS // 2), None, warm_up=[request] * 5)
            return complete


def _measure_import(rows: int) -> bool:
    """Print how long the worker takes for a workbook of so many rows, and how much memory it needs."""
    with own_database(rows):
        _say(f"Writing a workbook of {rows} rows")
        steps = imports.measure(rows)
        _say(f"\n{'':<22}{'seconds':>10}{'bar':>6}{'most memory, MB':>18}{'state':>14}")
        for step in steps:
            _say(f"{step.name:<22}{step.seconds:>10.1f}{step.bar or '':>6}{step.megabytes:>18.0f}{step.state:>14}")
        states = [step.state for step in steps]
        return states == ["rehearsed", "applied", "rehearsed"] and all(step.is_in_time for step in steps)


def _row(
    address: Address, name: str, requests: list[Request], page: str | None, warm_up: list[Request] | None = None
) -> bool:
    if warm_up is None:
        warm_up, requests = requests[:WARM_UP], requests[WARM_UP:]
    try:
        client.one_after_another(address, warm_up)
        answers = client.one_after_another(address, requests[: len(requests) // 2])
        rate = client.per_second(address, requests[len(requests) // 2 :])
    except UnexpectedStatusError as error:
        _say(f"{name:<22}{error}")
        return False
    first_view = client.first_view_bytes(address, page) if page else 0
    queries = max(answer.queries for answer in answers)
    size = client.median_of(answers, lambda answer: answer.size)
    _say(
        f"{name:<22}{_times(answers, 'in_server'):>16}{_times(answers, 'at_client'):>16}"
        f"{rate:>8.0f}{queries:>9}{size:>8.0f}{first_view or '':>12}"
    )
    return True


def _times(answers: list[Answer], what: str) -> str:
    def get(answer: Answer) -> Any:
        return getattr(answer, what)

    return f"{client.median_of(answers, get):.1f} / {client.p95_of(answers, get):.1f}"


def _free_slots() -> Iterator[tuple[str, Span]]:
    """Hours of the evening, which `bench.data` leaves free, in the days ahead."""
    for day in range(1, data.DAYS_AHEAD):
        for hour in EVENING:
            for room in range(data.ROOMS):
                start = at(today() + day * DAY, clock(hour))
                yield f"room-{room}", Span(start, start + timedelta(hours=1))


def _booking(user: User, slug: str, span: Span, *, expected: int = 302) -> Request:
    form = {"start": wall_clock(span.start), "length": span.duration // timedelta(minutes=1), "party_size": 1}
    return _post(user, f"/rooms/{slug}/book/", form, expected)


def _post(user: User, path: str, form: dict[str, object], expected: int = 302) -> Request:
    """A form that a user who is logged in sends, answered by a redirect."""
    secret = _get_new_csrf_string()
    headers = {
        "Cookie": f"sessionid={client.session_key(user)}; csrftoken={secret}",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    return Request(path, headers, urlencode(form | {"csrfmiddlewaretoken": secret}), expected=expected)


RESERVE = """
WITH room AS (SELECT id, capacity FROM rooms_room WHERE slug = %(slug)s), held AS (
    INSERT INTO rooms_reservation (room_id, during, places, whole_room, kind, created_at)
    SELECT id, tstzrange(%(start)s, %(end)s, '[)'), capacity, true, 'booking', now() FROM room RETURNING id, room_id
)
INSERT INTO rooms_booking (ref, room_id, reservation_id, starts_at, ends_at, user_id, contact_name, contact_key,
                           contact_phone, party_size, purpose, with_guardian, state, created_at, reason)
SELECT lpad(upper(to_hex(id)), 12, 'Z'), room_id, id, %(start)s, %(end)s, %(user)s, '周平', 'zhouping zp',
       '', 1, '', false, 'confirmed', now(), '' FROM held
"""


def _row_of_inserts(slots: list[tuple[str, Span]], user: User) -> None:
    """The floor of a booking: hold and booking written in one transaction without Django."""
    times = []
    with psycopg2.connect(database_url()) as plain:
        for slug, span in slots:
            started = time.perf_counter()
            with plain.cursor() as cursor:
                cursor.execute(RESERVE, {"slug": slug, "start": span.start, "end": span.end, "user": user.pk})
            plain.commit()
            times.append((time.perf_counter() - started) * 1000)
    p95 = statistics.quantiles(times, n=20)[-1]
    _say(f"{'insert only (floor)':<22}{'':>16}{f'{statistics.median(times):.1f} / {p95:.1f}':>16}{'':>8}{1:>9}")
