"""Clerks who issue certificates, borrowers, and a name withdrawn while the wall is read, all at once over HTTP."""

import http.client
import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection, transaction

from community.certificates.services import issue_certificate
from community.models import Certificate
from donations import services
from donations.models import Gift, Loan
from donations.services.old_list import OldGift
from tests.donations.factories import accepted, in_days, thanked, thing
from tests.factories import StaffFactory, UserFactory
from tests.load.browsers import Browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

CLERKS, EACH = 32, 20
DONE, BUSY, REFUSED = 302, 409, 422


def many_gifts(count: int) -> list[Gift]:
    """Accepted gifts; of one in four no font has the giver's name."""
    dice = random.Random(20261129)
    olds = [
        OldGift(
            f"旧{number}",
            date(2026, 3, 1),
            [("person", dice.choice(["王秀兰"] * 3 + ["王\U00030000"]))],
            [("书", 1, "册")],
        )
        for number in range(count)
    ]
    services.write_old_gifts(gifts=olds, by=StaffFactory())
    return list(Gift.objects.order_by("pk"))


def test_clerks_leave_no_gap_whatever_fails(address):
    """hitobito#4005: a number twice from two workers; CDNTaxReceipts#45: skipped numbers unexplained."""
    gifts = many_gifts(CLERKS * EACH)
    clerks = [Browser(user, address) for user in StaffFactory.create_batch(CLERKS)]
    alone, stop = threading.Barrier(1), threading.Event()

    def issue(number: int) -> Counter[int]:
        told: Counter[int] = Counter()
        for gift in gifts[number::CLERKS]:
            status = BUSY
            while status == BUSY:
                status = clerks[number].post(f"/donations/{gift.pk}/certificates/", {}, alone)
            told[status] += 1
        return told

    def begin_and_give_up() -> None:
        while not stop.wait(0.05):
            with transaction.atomic():
                issue_certificate(kind="gift", name="王秀兰", facts={}, by=None)
                transaction.set_rollback(True)
        connection.close()

    raw = threading.Thread(target=begin_and_give_up)
    raw.start()
    with ThreadPoolExecutor(CLERKS) as pool:
        told = sum(pool.map(issue, range(CLERKS)), Counter())
    stop.set()
    raw.join()
    assert set(told) == {DONE, REFUSED}
    numbers = sorted(int(number[-6:]) for number in Certificate.objects.values_list("number", flat=True))
    assert numbers == list(range(1, told[DONE] + 1))
    assert sum(told.values()) == CLERKS * EACH


def test_of_a_lot_of_ten_ten_are_lent(address):
    lot = thing(10)
    clerks = [Browser(user, address) for user in StaffFactory.create_batch(CLERKS)]
    form = {"phone": UserFactory().phone, "count": "1", "due_on": in_days(3).isoformat()}
    together = threading.Barrier(CLERKS)
    with ThreadPoolExecutor(CLERKS) as pool:
        path = f"/donations/things/{lot.code}/lend/"
        told = Counter(pool.map(lambda clerk: clerk.post(path, form, together), clerks))
    assert told == {DONE: 10, BUSY: CLERKS - 10}
    assert Loan.objects.count() == 10


def test_a_name_withdrawn_is_gone_from_the_next_answer(address):
    for _each in range(12):
        thanked(name="王秀兰")
    gift, _certificate = thanked(name="欧阳𪨧")
    giver, seen, stop = Browser(gift.offered_by, address), [], threading.Event()

    def read() -> None:
        web = http.client.HTTPConnection(*address, timeout=30)
        while not stop.is_set():
            began = time.monotonic()
            web.request("GET", "/donations/")
            answer = web.getresponse()
            seen.append((began, answer.status, "欧阳" in answer.read().decode()))

    readers = [threading.Thread(target=read) for _each in range(6)]
    for reader in readers:
        reader.start()
    while sum(has_name for _began, _status, has_name in list(seen)) < 20:
        time.sleep(0.05)
    path = f"/donations/{gift.pk}/publicity/"
    assert giver.post(path, {"publicity": "neighbour"}, threading.Barrier(1)) == DONE
    withdrawn = time.monotonic()
    while sum(began > withdrawn for began, _status, _has_name in list(seen)) < 40:
        time.sleep(0.05)
    stop.set()
    for reader in readers:
        reader.join()
    assert {status for _began, status, _has_name in seen} == {200}
    assert not [began for began, _status, has_name in seen if began > withdrawn and has_name]


def test_three_clerks_at_the_end_of_the_year_leave_no_gap_in_either():
    gifts = [accepted() for _each in range(24)]
    by = StaffFactory()
    with time_machine.travel(datetime(2026, 12, 31, 15, 59, 59, tzinfo=UTC), tick=True):
        barrier = threading.Barrier(3)

        def issue(number: int) -> None:
            barrier.wait()
            for place, gift in enumerate(gifts[number::3]):
                if place == 4:  # half of them on each side of midnight
                    while datetime.now(UTC).year == 2026 and datetime.now(UTC).hour == 15:
                        time.sleep(0.05)
                services.issue_certificates(gifts=[gift], by=by)
            connection.close()

        clerks = [threading.Thread(target=issue, args=[number]) for number in range(3)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
    found = list(Certificate.objects.values_list("number", flat=True))
    for year in ("2026", "2027"):
        numbers = sorted(int(number[-6:]) for number in found if number[2:6] == year)
        assert numbers
        assert numbers == list(range(1, len(numbers) + 1))
    assert len(found) == 24
