"""Concurrent writers: services and plain SQL, at random; a watcher never sees a violation of the rule."""

import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from childcare import services
from childcare.models import CareDuty, DropIn, PickUp
from community.errors import DomainError
from tests.childcare.factories import (
    CarerFactory,
    carer_on,
    drop_off,
    fetch,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.factories import StaffFactory

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

WRITERS, ACTIONS = 16, 25

# One statement, so one snapshot: what was committed at that instant.
AGAINST_THE_RULE = """
SELECT session.id FROM childcare_caresession session
CROSS JOIN LATERAL (
    SELECT count(*) AS present, coalesce(sum(points), 0) AS cost FROM childcare_dropin
    WHERE session_id = session.id AND out_at IS NULL
) inside
CROSS JOIN LATERAL (
    SELECT count(*) AS carers, count(DISTINCT coalesce(household_id, -carer_id)) AS homes FROM childcare_careduty
    WHERE session_id = session.id AND until IS NULL AND counts
) duty
WHERE session.breach_since IS NULL AND present > 0 AND (present > places OR cost > carers * 210 OR homes < 2)
"""
OUT_WITHOUT_PICK_UP = """
SELECT stay.id FROM childcare_dropin stay
LEFT JOIN childcare_pickup gone ON gone.drop_in_id = stay.id AND gone.undone_at IS NULL
WHERE stay.out_at IS DISTINCT FROM gone.at
"""


@contextmanager
def watched() -> Iterator[Counter[str]]:
    """Poll the rule all the while; how often it was asked, and how often broken."""
    seen: Counter[str] = Counter()
    over = threading.Event()

    def poll() -> None:
        while not over.is_set():
            with connection.cursor() as cursor:
                for statement in (AGAINST_THE_RULE, OUT_WITHOUT_PICK_UP):
                    cursor.execute(statement)
                    seen["broken"] += len(cursor.fetchall())
            seen["polls"] += 1
        connection.close()

    thread = threading.Thread(target=poll)
    thread.start()
    try:
        yield seen
    finally:
        over.set()
        thread.join()


def at_once(work: Callable[[int], object], workers: int = WRITERS) -> list[object]:
    """Each worker's answer; all begin together, each on a connection of its own."""
    together = threading.Barrier(workers)

    def go(number: int) -> object:
        try:
            together.wait(60)
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(workers) as pool:
        return list(pool.map(go, range(workers)))


def sql(statement: str, *parameters: object) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement, parameters or None)


@pytest.mark.parametrize("with_sql", [False, True], ids=["services", "and bare SQL"])
def test_sixteen_writers_at_random_and_no_state_against_the_rule(with_sql: bool) -> None:
    session = make_session(places=7)
    carers = [CarerFactory() for _number in range(5)]
    for carer in carers[:3]:
        sign_on(session, carer)
    sheets = [make_sheet(years=4 if number % 2 else 8) for number in range(12)]
    people = {sheet.pk: sheet.people.get() for sheet in sheets}
    staff = StaffFactory()

    def inside() -> DropIn | None:
        return DropIn.objects.inside().select_related("day_pass", "sheet").order_by("?").first()

    def arrive(chance: random.Random) -> None:
        services.drop_off(
            session=session,
            sheets=[chance.choice(sheets)],
            until=session.ends_at,
            carer=carer_on(session) or carers[0],
            key=str(uuid4()),
        )

    def leave(chance: random.Random) -> None:
        stay = inside()
        if stay is not None:
            services.hand_over(
                drop_ins=[stay],
                person=people[stay.sheet_id],
                words=stay.day_pass.words,
                carer=carer_on(session),
                key=str(uuid4()),
            )

    def undo(chance: random.Random) -> None:
        row = PickUp.objects.filter(undone_at=None).select_related("drop_in").order_by("?").first()
        if row is not None and with_sql:
            sql("UPDATE childcare_pickup SET undone_at = now() WHERE id = %s", row.pk)
        elif row is not None:
            services.undo_hand_over(pick_up=row, carer=carer_on(session))

    def sign(chance: random.Random) -> None:
        services.sign_on_carer(session=session, carer=chance.choice(carers), by=staff)

    def go_off(chance: random.Random) -> None:
        duty = CareDuty.objects.on().order_by("?").first()
        if duty is not None and CareDuty.objects.on().count() > 1:
            services.sign_off_carer(duty=duty, by=staff)

    def resize(chance: random.Random) -> None:
        sql("UPDATE childcare_caresession SET places = %s WHERE id = %s", chance.randint(3, 8), session.pk)

    def bare(chance: random.Random) -> None:
        latest = "(SELECT max(id) FROM childcare_careduty)"
        sql(f"UPDATE childcare_careduty SET until = since + interval '1 s' WHERE id = {latest}")  # noqa: S608

    actions = [arrive, arrive, arrive, leave, leave, undo, sign, sign, go_off, *([resize, bare] if with_sql else [])]

    def write(number: int) -> Counter[str]:
        chance, told = random.Random(number), Counter()
        for _action in range(ACTIONS):
            try:
                chance.choice(actions)(chance)
                told["done"] += 1
            except DomainError as error:
                told[error.code] += 1
            except (DatabaseError, AttributeError, CareDuty.DoesNotExist) as error:
                told["deadlock" if "deadlock" in str(error) else type(error).__name__] += 1
        return told

    with watched() as seen:
        told = sum(at_once(write), Counter())
    assert seen["polls"] > 10
    assert seen["broken"] == 0
    assert told["done"] > WRITERS
    # Bare SQL takes its locks in any order: PostgreSQL lets one of two go on, and the rule holds.
    assert with_sql or not told.keys() & {"OperationalError", "deadlock", "busy", "IntegrityError"}, told


def test_thirty_two_after_the_last_place_and_one_gets_it() -> None:
    for _round in range(3):
        session = make_open_session(places=1)
        carer = carer_on(session)
        sheets = [make_sheet() for _number in range(8)]

        def leave(number: int) -> str:
            try:
                drop_off(session, sheets[number % 8], carer=carer)  # noqa: B023
            except DomainError as error:
                return error.code
            return "in"

        told = Counter(at_once(leave, 32))
        assert told["in"] == 1, told
        assert set(told) <= {"in", "full", "in_already"}


def test_thirty_two_hand_overs_of_one_child_are_one_pick_up() -> None:
    for _round in range(3):
        [stay] = drop_off(make_open_session())

        def go(number: int) -> str:
            try:
                fetch(stay)  # noqa: B023
            except DomainError as error:
                return error.code
            return "out"

        told = Counter(at_once(go, 32))
        assert told == {"out": 1, "already_out": 31}
        assert PickUp.objects.filter(drop_in=stay).count() == 1


def test_two_carers_who_leave_at_once_do_not_both_leave() -> None:
    for _round in range(5):
        session = make_open_session(carers=3)
        drop_off(session)
        duties = list(CareDuty.objects.on().filter(session=session))

        def leave(number: int) -> str:
            try:
                services.sign_off_carer(duty=duties[number])  # noqa: B023
            except DomainError as error:
                return error.code
            return "off"

        assert Counter(at_once(leave, 3)) == {"off": 1, "two_carers": 2}


def test_a_child_dropped_at_two_tablets_at_once_is_in_once() -> None:
    sheet, sessions = make_sheet(), [make_open_session() for _number in range(4)]

    def leave(number: int) -> str:
        try:
            drop_off(sessions[number], sheet)
        except DomainError as error:
            return error.code
        return "in"

    assert Counter(at_once(leave, 4)) == {"in": 1, "in_already": 3}


def test_workers_that_climb_at_once_send_no_rung_twice(come_to) -> None:  # type: ignore[no-untyped-def]
    from community.ladders import climb_all
    from community.models import LadderRung

    stays = [drop_off(make_open_session())[0] for _number in range(3)]
    come_to(max(stay.due_at for stay in stays) + timedelta(minutes=95))
    at_once(lambda number: climb_all(), 6)
    assert LadderRung.objects.count() == 2 * len(stays)
