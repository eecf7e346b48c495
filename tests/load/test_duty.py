"""Many volunteers at once over HTTP with gunicorn and several workers; several background workers on the same tasks."""

import http.client
import os
import threading
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection

from community.models import LadderRung, Message
from community.ranges import DAY, today
from tests.factories import StaffFactory
from tests.load.browsers import Browser
from tests.load.processes import at_once
from tests.volunteers.factories import PostFactory, VolunteerFactory, make_pattern, make_promise, make_shift
from volunteers.models import Assignment, Shift, Swap

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

# As much as the issue of duty asks for with FULL_LOAD=1; else what shows the same within a minute.
ROUNDS, PROCESSES = (30, 16) if os.environ.get("FULL_LOAD") else (10, 8)
VOLUNTEERS, PLACES = 48, 2
ON_IT, FULL = 302, 409
Address = tuple[str, int]


def test_a_shift_of_two_takes_exactly_two_in_every_round(address: Address) -> None:
    post = PostFactory(places=PLACES)
    people = [Browser(each.user, address) for each in VolunteerFactory.create_batch(VOLUNTEERS)]
    for number in range(ROUNDS):
        # A shift a day: nobody has too long a day, whoever wins.
        shift = make_shift(post, days=2 + number)
        path, together = f"/duty/shifts/{shift.pk}/take/", threading.Barrier(VOLUNTEERS)
        with ThreadPoolExecutor(VOLUNTEERS) as pool:
            told = Counter(pool.map(lambda each, to=path, gate=together: each.post(to, {}, gate), people))
        assert told == {ON_IT: PLACES, FULL: VOLUNTEERS - PLACES}, f"round {number}"
        assert Assignment.objects.holding().filter(shift=shift).count() == PLACES


class Polling(threading.Thread):
    """Reads the week that everybody sees, and the book itself, until told to stop."""

    def __init__(self, address: Address, shifts: list[Shift]) -> None:
        super().__init__()
        self.address, self.shifts, self.stopped = address, shifts, threading.Event()
        self.pages = self.short = 0
        self.fewest: list[int] = []

    def run(self) -> None:
        page = f"/duty/week/?date={today() + 7 * DAY}"
        while not self.stopped.is_set():
            web = http.client.HTTPConnection(*self.address, timeout=30)
            web.request("GET", page)
            shown = web.getresponse().read().decode()
            self.pages += 1
            self.short += "turn short" in shown
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT shift.id, count(promise.id) FROM volunteers_shift shift"
                    " LEFT JOIN volunteers_assignment promise"
                    " ON promise.shift_id = shift.id AND promise.state IN ('promised', 'present', 'done')"
                    " WHERE shift.id = ANY(%s) GROUP BY shift.id",
                    [[shift.pk for shift in self.shifts]],
                )
                self.fewest.append(min(count for _shift, count in cursor.fetchall()))
        connection.close()


@contextmanager
def polling(address: Address, shifts: list[Shift]) -> Iterator[Polling]:
    reader = Polling(address, shifts)
    reader.start()
    try:
        yield reader
    finally:
        reader.stopped.set()
        reader.join()


def test_of_two_hundred_covers_and_swaps_no_reader_sees_fewer_people(address: Address) -> None:
    post = PostFactory(places=2, minimum=2)
    first = 7 - today().weekday() + 7
    shifts = [make_shift(post, days=first + number, minimum=2) for number in range(4)]
    people = VolunteerFactory.create_batch(12)
    for number, shift in enumerate(shifts):
        make_promise(shift, people[2 * number])
        make_promise(shift, people[2 * number + 1])
    browsers = {each.pk: Browser(each.user, address) for each in people}
    alone, busy = threading.Barrier(1), {pk: threading.Lock() for pk in browsers}

    def press(who: int, path: str, form: dict[str, object]) -> int:
        with busy[who]:  # a browser has one connection
            return browsers[who].post(path, form, alone)

    def change(offset: int) -> list[int]:
        said = []
        for number in range(50):
            held = Assignment.objects.ahead().filter(shift=shifts[(number + offset) % 4])  # type: ignore[attr-defined]
            other = Assignment.objects.ahead().filter(shift=shifts[(number + offset + 1) % 4])  # type: ignore[attr-defined]
            mine, theirs = held.order_by("pk").first(), other.order_by("-pk").first()
            if number % 2:
                said.append(press(mine.volunteer_id, f"/duty/promises/{mine.pk}/want-cover/", {}))
                who = people[(number * 7 + offset) % 12].pk
                said.append(press(who, f"/duty/promises/{mine.pk}/cover/", {}))
                continue
            said.append(press(mine.volunteer_id, f"/duty/promises/{theirs.pk}/swap/", {"offered": mine.pk}))
            swap = Swap.objects.filter(offered=mine, wanted=theirs, state="asked").first()
            if swap is not None:
                said.append(press(theirs.volunteer_id, f"/duty/swaps/{swap.pk}/", {"accept": ""}))
        connection.close()
        return said

    with polling(address, shifts) as reader, ThreadPoolExecutor(4) as pool:
        told = Counter(status for said in pool.map(change, range(4)) for status in said)
    changed = Assignment.objects.filter(state="covered").count()
    assert max(told) < 500, told
    assert changed > 50, told
    assert (reader.pages > 20, reader.short, set(reader.fewest)) == (True, 0, {2})


def test_two_workers_send_each_of_five_hundred_rungs_once() -> None:
    staff, post = StaffFactory(), PostFactory()
    for _number in range(500):
        make_shift(post, start=timedelta(hours=1))
    code = "from community.ladders import climb_all; print(climb_all().sent)"
    sent = [int(each) for each in at_once(2, code)]
    assert (sum(sent), LadderRung.objects.count()) == (500, 500)
    assert Message.objects.filter(kind="duty_urgent", user=staff).count() == 500


def test_many_processes_make_the_same_eight_weeks() -> None:
    patterns = [make_pattern() for _number in range(12)]
    expected = Shift.objects.count()
    Shift.objects.all().delete()
    code = "from volunteers import services; print(services.make_shifts())"
    made = [int(each) for each in at_once(PROCESSES, code)]
    assert (sum(made), Shift.objects.count()) == (expected, expected)
    for pattern in patterns:
        assert pattern.shifts.values("date").distinct().count() == pattern.shifts.count()  # type: ignore[attr-defined]
