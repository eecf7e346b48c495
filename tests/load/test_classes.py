"""A class of twelve that 64 residents join and leave at random, and a pledge that everyone gives at once."""

import random
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from classes.models import Enrolment, InterestClass, Proposal
from rooms.models import Reservation
from tests.factories import FRIDAY_AT_14, RoomFactory, UserFactory, make_class, make_proposal
from tests.load.browsers import Browser

pytestmark = [pytest.mark.slow, pytest.mark.django_db(transaction=True)]

RESIDENTS, ROUNDS, SEATS = 64, 20, 12
DONE = 302


def active(made: InterestClass) -> dict[int, Enrolment]:
    """Who has a seat or waits, by user, in the order of the line."""
    rows = made.enrolments.active().order_by("place")  # type: ignore[attr-defined]
    return {row.user_id: row for row in rows}


def test_sixty_four_residents_come_and_go_for_twenty_rounds(address):
    """Never over twelve, the queue in order, no promotion lost, no 5xx, and nobody without an answer."""
    made = make_class(capacity=SEATS)
    people = [Browser(user, address) for user in UserFactory.create_batch(RESIDENTS)]
    dice = random.Random(20261123)
    for number in range(ROUNDS):
        before = active(made)
        staying = [pk for pk in before if dice.random() < 0.5]
        acting = [person for person in people if person.user.pk not in staying]
        together = threading.Barrier(len(acting))

        def come_or_go(person: Browser, before=before, together=together) -> int:
            mine = before.get(person.user.pk)
            path = f"/classes/enrolments/{mine.pk}/withdraw/" if mine else f"/classes/{made.pk}/enrol/"
            return person.insist(path, {}, together)

        with ThreadPoolExecutor(len(acting)) as pool:
            told = Counter(pool.map(come_or_go, acting))
        after = active(made)
        assert set(told) == {DONE}, f"round {number}"
        # Those ahead in the line sit, those behind wait, and who stayed kept the place.
        seated = min(SEATS, len(after))
        expected = ["enrolled"] * seated + ["waiting"] * (len(after) - seated)
        assert [row.state for row in after.values()] == expected, f"round {number}"
        assert [pk for pk in after if pk in staying] == staying, f"round {number}"


def test_the_last_pledge_raced_over_http_makes_one_plan(address):
    RoomFactory(capacity=40)
    proposal = make_proposal(needed=20)
    people = [Browser(user, address) for user in UserFactory.create_batch(32)]
    together = threading.Barrier(len(people))
    path = f"/classes/proposals/{proposal.pk}/pledge/"
    with ThreadPoolExecutor(len(people)) as pool:
        told = Counter(pool.map(lambda each: each.insist(path, {"hours": [FRIDAY_AT_14]}, together), people))
    assert told == {DONE: 32}
    assert InterestClass.objects.count() == 1
    assert Reservation.objects.held().count() == proposal.weeks
    assert Proposal.objects.get().state == "planned"
