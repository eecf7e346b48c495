"""`script/bench [SCALE …]`: load data, start gunicorn, and print how fast each page is.

"Server" is measured inside Django by its outermost middleware, "client" from the first byte sent to the last
received, one request after another; "req/s" is from eight parallel clients. The same table has lower bounds: a view
that returns a constant, an empty page of the portal, and a booking's two rows inserted with psycopg2. A row that
fails or takes too long says so, and the next one follows.
"""

import argparse
import http.client
import statistics
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from typing import Any
from urllib.parse import urlencode

import psycopg2

from bench import asked, care, client, data, desk, duty, fund, gifts, imports, register
from bench.asked import LOGGED_IN, OWN_PAGES, PAGES, SHARED, booking, free_slots
from bench.client import Address, Answer, Request, UnexpectedStatusError
from bench.database import database_url, own_database
from bench.server import gunicorn, weights, whole_portal
from bench.slow import milliseconds_to_answer, slow_crowd
from community.models import User
from donations.fund.selectors.chain import first_broken

REPEATS = 200
WARM_UP = 20
AFTER_A_CHANGE = 60
CLIENTS, RACERS = 16, 32
CONSTANT = Request("/bench/constant/")
# What booking a room and enrolling in a class change.
CHANGED = ("rooms_reservation", "rooms_booking", "classes_enrolment", "classes_attendance")


def main() -> int:
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure the portal.")
    parser.add_argument("scale", nargs="*", type=int, help="years of bookings, default 1")
    parser.add_argument("--residents", type=int, help="measure the search of a register of so many people")
    parser.add_argument("--import", type=int, dest="rows", help="rehearse and apply a workbook of so many rows")
    parser.add_argument("--fund", type=int, help="measure the fund's pages with a book of so many entries")
    parser.add_argument("--duty", type=int, help="measure the ladder over so many shifts that lack people")
    parser.add_argument("--gifts", type=int, help="measure certificates, and the wall with so many gifts")
    parser.add_argument("--part", choices=gifts.PARTS, help="of --gifts, which takes minutes, measure this alone")
    parser.add_argument(
        "--care", type=int, nargs="+", default=[], help="measure the children's room with so many stays that are over"
    )
    parser.add_argument("--rows", type=int, dest="repeats", default=REPEATS, help="requests of each row, default 200")
    chosen = parser.parse_args()
    complete = True
    for stays in chosen.care:
        complete &= _measure_care(stays)
    if chosen.gifts:
        complete &= _measure_gifts(chosen.gifts, chosen.part)
    if chosen.fund:
        complete &= _measure_fund(chosen.fund)
    if chosen.duty:
        complete &= _measure_ladder(chosen.duty)
    if chosen.rows:
        complete &= _measure_import(chosen.rows)
    if chosen.residents:
        complete &= _measure_register(chosen.residents)
    others = (chosen.residents, chosen.rows, chosen.fund, chosen.duty, chosen.gifts, chosen.care)
    for scale in chosen.scale or ([] if any(others) else [1]):
        with own_database(scale):
            _say(f"Loading scale {scale}: {data.ROOMS} rooms, {scale} year(s) of bookings")
            residents = data.load(scale)
            with gunicorn() as address:
                complete &= Table(address, chosen.repeats).print(scale, residents)
            _say_weights(residents[0])
    return 0 if complete else 1


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


class Table:
    """The rows of one scale."""

    def __init__(self, address: Address, repeats: int = REPEATS) -> None:
        self.address, self.repeats, self.complete = address, repeats, True

    def head(self) -> None:
        _say(f"{'':<30}{'server':>16}{'client':>16}{'req/s':>8}{'queries':>9}{'bytes':>8}{'first view':>12}")

    def print(self, scale: int, residents: list[User]) -> bool:
        """Print all rows; returns False if a page did not answer as expected."""
        _say(f"\nScale {scale}; milliseconds: median / 95th percentile")
        self.head()
        slots = free_slots()
        reader = residents[0]
        headers = asked.logged_in(reader)
        # Logged-in readers have something of their own on the pages.
        client.one_after_another(self.address, [booking(reader, *next(slots))])
        self.floors(headers)
        for name, path in PAGES.items():
            self.row(name, Request(path), page=path)
        for name in SHARED:
            self.unchanged(name)
        for name in SHARED:
            self.after_a_change(name, Request(PAGES[name]))
        for name in LOGGED_IN:
            self.row(f"{name}, logged in", Request(PAGES[name], headers))
        for name, path in OWN_PAGES.items():
            self.row(name, Request(path, headers))
        clerk = asked.logged_in(desk.load())
        for name, path in desk.PAGES.items():
            self.row(name, Request(path, clerk))
        self.after_a_change("work desk", Request(desk.PAGES["work desk"], clerk))
        self.forms(residents[1:], slots)
        self.slow_clients()
        return self.complete

    def floors(self, headers: dict[str, str]) -> None:
        self.row("constant (floor)", CONSTANT)
        self.row("empty page (floor)", Request("/bench/page/"))
        self.row("empty page, logged in (floor)", Request("/bench/page/", headers))

    def row(self, name: str, request: Request, page: str = "") -> None:
        """One request, repeatedly."""
        self.rows(name, [request] * (2 * self.repeats), warm_up=[request] * WARM_UP, page=page)

    def unchanged(self, name: str) -> None:
        """A request with the page's ETag, answered by 304."""
        tag = client.etag_of(self.address, PAGES[name])
        self.row(f"{name}, 304", Request(PAGES[name], {"If-None-Match": tag}, expected=304))

    def after_a_change(self, name: str, request: Request, changed: Iterable[str] = CHANGED) -> None:
        """The first request after each change, when a process's cache is outdated."""
        with closing(psycopg2.connect(database_url())) as plain:
            plain.autocommit = True

            def change() -> None:
                with plain.cursor() as cursor:
                    for table in changed:
                        cursor.execute("SELECT community_move_version_of(%s)", [table])

            def ask() -> list[Answer]:
                return client.one_after_another(self.address, [request] * AFTER_A_CHANGE, before_each=change)

            self._tried(f"{name}, after a change", lambda: self._say_answers(f"{name}, after a change", ask()))

    def rows(
        self, name: str, requests: list[Request], warm_up: list[Request], page: str = "", *, alone: bool = False
    ) -> None:
        """The first half one after another, the second by eight parallel clients; all one after another if `alone`."""

        def measure() -> None:
            client.one_after_another(self.address, warm_up)
            answers = client.one_after_another(self.address, requests if alone else requests[: len(requests) // 2])
            rate = 0.0 if alone else client.per_second(self.address, requests[len(requests) // 2 :])
            first_view = client.first_view_bytes(self.address, page) if page else 0
            self._say_answers(name, answers, rate, first_view)

        self._tried(name, measure)

    def forms(self, residents: list[User], slots: Iterator[tuple[str, Any]]) -> None:
        self.rows("duty sign-up (POST)", asked.sign_ups(residents), warm_up=[])
        taken, half = next(slots), len(residents) // 2
        self.rows("book (POST)", [booking(user, *next(slots)) for user in residents[:half]], warm_up=[])
        many = [booking(user, *next(slots)) for user in residents[half:]]
        self._tried(
            f"book, {CLIENTS} clients",
            lambda: _say(
                f"{f'book, {CLIENTS} clients':<30}{'':>32}{client.per_second(self.address, many, CLIENTS):>8.0f}"
            ),
        )
        client.one_after_another(self.address, [booking(residents[0], *taken)])
        lost = [booking(user, *taken, expected=409) for user in residents[1:]]
        self.rows("lost slot (409)", lost, warm_up=[])
        wanted = next(slots)
        race = [booking(user, *wanted, expected=0) for user in residents[:RACERS]]
        self._tried(f"{RACERS} after one slot", lambda: self._say_race(race))
        median, p95 = asked.times_of_inserts([next(slots) for _ in range(REPEATS)], residents[0])
        _say(f"{'insert only (floor)':<30}{'':>16}{f'{median:.1f} / {p95:.1f}':>16}{'':>8}{1:>9}")

    def slow_clients(self) -> None:
        """How long others wait while 800 connections send a byte per second, nothing, or are idle."""

        def measure() -> None:
            with slow_crowd(self.address):
                waited = milliseconds_to_answer(self.address, PAGES["day grid"], 100)
            times = f"{statistics.median(waited):.1f} / {statistics.quantiles(waited, n=20)[-1]:.1f}"
            _say(f"{'day grid beside 800 slow ones':<30}{'':>16}{times:>16}")

        self._tried("slow clients", measure)

    def _tried(self, name: str, measure: Callable[[], None]) -> None:
        try:
            measure()
        except (UnexpectedStatusError, AssertionError, OSError, http.client.HTTPException) as error:
            _say(f"{name:<30}{type(error).__name__}: {error}")
            self.complete = False

    def _say_race(self, race: list[Request]) -> None:
        started = time.perf_counter()
        client.per_second(self.address, race, RACERS)
        _say(f"{f'{RACERS} after one slot':<30}{'last after':>16}{(time.perf_counter() - started) * 1000:>16.0f}")

    def _say_answers(self, name: str, answers: list[Answer], rate: float = 0, first_view: int = 0) -> None:
        queries = max(answer.queries for answer in answers)
        size = client.median_of(answers, lambda answer: answer.size)
        _say(
            f"{name:<30}{_times(answers, 'in_server'):>16}{_times(answers, 'at_client'):>16}"
            f"{f'{rate:.0f}' if rate else '':>8}{queries:>9}{size:>8.0f}{first_view or '':>12}"
        )


def _times(answers: list[Answer], what: str) -> str:
    def get(answer: Answer) -> Any:
        return getattr(answer, what)

    return f"{client.median_of(answers, get):.1f} / {client.p95_of(answers, get):.1f}"


def _say_weights(user: User) -> None:
    """Print the memory of the whole portal after eight clients requested every page."""
    headers = asked.logged_in(user)
    with whole_portal() as (address, supervisor):
        for path in (*PAGES.values(), *OWN_PAGES.values()):
            client.per_second(address, [Request(path, headers, expected=0), Request(path, expected=0)] * 40)
        found = weights(supervisor)
    parts = ", ".join(f"{name} {weight:.0f}" for name, weight in found.items())
    _say(f"memory after load, MB (PSS): {sum(found.values()):.0f} ({parts})")


def _measure_fund(entries: int) -> bool:
    """Measure the fund's page, a month of some 1,200 entries, and a check of the whole chain."""
    with own_database(entries):
        _say(f"Loading a fund of {entries} entries")
        month = fund.load(entries)
        started = time.perf_counter()
        broken = first_broken()
        _say(f"Reading the whole chain: {time.perf_counter() - started:.1f} s, first entry that differs: {broken}")
        with gunicorn() as address:
            table = Table(address)
            table.head()
            table.row("constant (floor)", CONSTANT)
            for name, path in {"fund": "/fund/", "fund, a month": month}.items():
                table.row(name, Request(path), page=path)
    return table.complete


def _measure_ladder(shifts: int) -> bool:
    """Measure the worker's run over unfilled shifts within 48 hours."""
    with own_database(shifts):
        _say(f"Loading {shifts} shifts that lack people")
        duty.load_short(shifts)
        taken = list(duty.ticks(shifts))
    for name, sent, seconds in taken:
        _say(f"{name:<22}{sent:>8} rungs{seconds:>8.2f} s")
    return all(seconds < 1 for _name, _sent, seconds in taken[:-1])


def _measure_gifts(count: int, part: str | None) -> bool:
    """Measure the wall, the check of a certificate, faces, and the worker's bulk tasks; False if a limit is missed."""
    with own_database(count):
        _say(f"Loading {count} gifts")
        staff, certificate = gifts.load(count)
        complete = True
        if part in (None, "pages"):
            with gunicorn() as address:
                complete = _measure_wall(Table(address), certificate.get_absolute_url())
        figures: dict[str, Callable[[], Iterator[gifts.Figure]]] = {
            "faces": gifts.faces,
            "batch": partial(gifts.a_batch, staff),
            "list": partial(gifts.an_old_list, staff),
        }
        _say(f"\n{'':<36}{'measured':>12}{'bar':>8}")
        for name, measure in figures.items():
            for figure in measure() if part in (None, name) else ():
                _say(f"{figure.name:<36}{figure.value:>12.2f}{figure.bar:>8.1f} {figure.unit}")
                complete &= figure.holds
    return complete


def _measure_wall(table: Table, certificate: str) -> bool:
    table.head()
    table.row("constant (floor)", CONSTANT)
    wall, hundredth = "/donations/", "/donations/?page=100"
    for name, path in {"check of a certificate": certificate, "wall of thanks": wall, "page 100": hundredth}.items():
        table.row(name, Request(path), page=path)
    for name, path in {"wall": wall, "page 100": hundredth}.items():
        table.after_a_change(name, Request(path), ["donations_gift"])
    return table.complete


def _measure_care(stays: int) -> bool:
    """Measure the tablet with 30 children inside and 400 families, drop-offs, handovers, and a parent's page."""
    with own_database(stays):
        _say(f"Loading a children's room with {stays} stays that are over")
        room = care.load(stays)
        tablet = f"care_station={room.token}"
        with gunicorn() as address:
            table = Table(address)
            table.head()
            table.row("constant (floor)", CONSTANT)
            table.row("empty page, logged in (floor)", Request("/bench/page/", asked.logged_in(room.parent)))
            table.row("door, 30 inside", Request("/childcare/door/", {"Cookie": tablet}))
            table.row("parent's page", Request("/childcare/my/", asked.logged_in(room.parent)))
            # At one session's door people come one after another, because its row is locked for each.
            table.rows("drop-off (POST)", care.drop_offs(tablet, room), warm_up=[], alone=True)
            table.rows("hand-over (POST)", care.hand_overs(tablet), warm_up=[], alone=True)
    return table.complete


def _measure_register(residents: int) -> bool:
    """Print how fast people are found in a register of a given size."""
    with own_database(residents):
        _say(f"Loading {residents} residents")
        headers = asked.logged_in(register.load(residents))
        with gunicorn() as address:
            _say("\nSearch; milliseconds: median / 95th percentile")
            table = Table(address)
            for name, query in register.SEARCHES.items():
                request = Request(f"/residents/?{urlencode({'q': query})}", headers)
                table.rows(name, [request] * (REPEATS // 2), warm_up=[request] * 5)
            _say("\nFind anything")
            for name, query in register.SEARCHES.items():
                request = Request(f"/desk/search/?{urlencode({'q': query, 'live': 1})}", headers)
                table.rows(name, [request] * (REPEATS // 2), warm_up=[request] * 5)
    return table.complete


def _measure_import(rows: int) -> bool:
    """Print the worker's time and memory for a workbook with this many rows."""
    with own_database(rows):
        _say(f"Writing a workbook of {rows} rows")
        steps = imports.measure(rows)
        _say(f"\n{'':<22}{'seconds':>10}{'bar':>6}{'most memory, MB':>18}{'state':>14}")
        for step in steps:
            _say(f"{step.name:<22}{step.seconds:>10.1f}{step.bar or '':>6}{step.megabytes:>18.0f}{step.state:>14}")
        states = [step.state for step in steps]
        return states == ["rehearsed", "applied", "rehearsed"] and all(step.is_in_time for step in steps)
