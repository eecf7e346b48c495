"""Rungs are sent once, only the highest, and at night only those meant for any hour."""

import threading
from collections import Counter
from datetime import date, timedelta
from datetime import time as clock

import pytest
from django.db import connection, transaction

from community import ladders
from community.delivery.notify import notify
from community.ladders import Ladder, Rung, climb
from community.models import LadderRung, Message
from community.ranges import at
from tests.factories import UserFactory

HOUR = timedelta(hours=1)
NOON = at(date(2026, 12, 1), clock(12))
NIGHT = at(date(2026, 12, 1), clock(23))


def ladder(subjects, sent, *, send=None):
    rungs = (Rung("first", -2 * HOUR), Rung("second", -HOUR), Rung("alarm", timedelta(), any_hour=True))
    return Ladder("test", rungs, lambda: subjects, send or (lambda subject, rung: sent.append((subject, rung))))


@pytest.mark.django_db
def test_a_rung_is_sent_when_it_is_due_and_once():
    sent = []
    steps = ladder([(1, NOON)], sent)
    assert climb(steps, NOON - 3 * HOUR) == 0
    for moment in (NOON - 2 * HOUR, NOON - 2 * HOUR, NOON - HOUR, NOON):
        climb(steps, moment)
    assert sent == [(1, "first"), (1, "second"), (1, "alarm")]


@pytest.mark.django_db
def test_after_an_outage_only_the_highest_is_sent():
    sent = []
    climb(ladder([(1, NOON), (2, NOON + HOUR)], sent), NOON)
    climb(ladder([(1, NOON), (2, NOON + HOUR)], sent), NOON)
    assert sent == [(1, "alarm"), (2, "second")]


@pytest.mark.django_db
def test_at_night_only_what_is_meant_for_any_hour_is_sent():
    sent = []
    steps = ladder([(1, NIGHT), (2, NIGHT + HOUR)], sent)
    climb(steps, NIGHT)
    assert sent == [(1, "alarm")]
    later = ladder([(3, at(date(2026, 12, 2), clock(9)))], sent)
    climb(later, at(date(2026, 12, 2), clock(7, 29)))
    climb(later, at(date(2026, 12, 2), clock(7, 30)))
    assert sent[1:] == [(3, "first")]


@pytest.mark.django_db
def test_what_fails_is_tried_again_and_holds_up_nobody():
    sent, broken = [], [1]

    def send(subject, rung):
        if subject in broken:
            raise OSError
        sent.append(subject)

    steps = ladder([(1, NOON), (2, NOON)], sent, send=send)
    assert climb(steps, NOON) == 1
    broken.clear()
    assert climb(steps, NOON) == 1
    assert sent == [2, 1]


@pytest.mark.django_db
def test_one_that_fails_among_many_undoes_no_other_and_goes_unsent():
    told = UserFactory()

    def send(subject, rung):
        notify(user=told, kind="reveal_alarm", context={"person": "", "count": subject}, path=f"/{subject}/")
        if subject == 40:
            raise OSError

    assert climb(ladder([(subject, NOON) for subject in range(60)], [], send=send), NOON) == 59
    paths = Message.objects.values_list("path", flat=True)
    assert sorted(paths) == sorted(f"/{subject}/" for subject in range(60) if subject != 40)
    assert not LadderRung.objects.filter(subject=40).exists()


@pytest.mark.django_db(transaction=True)
def test_what_another_worker_holds_is_left_to_it():
    sent, others = [], []
    steps = ladder([(subject, NOON) for subject in range(4)], sent)

    def climb_elsewhere() -> None:
        others.append(climb(steps, NOON))
        connection.close()

    def send(subject, rung):
        worker = threading.Thread(target=climb_elsewhere)
        worker.start()
        worker.join()

    assert climb(ladder([(2, NOON)], [], send=send), NOON) == 1
    assert (others, [subject for subject, _rung in sent]) == ([3], [0, 1, 3])


@pytest.mark.django_db
def test_the_highest_rungs_go_first_then_those_whose_moment_comes_first():
    sent = []
    subjects = [(9, NOON + HOUR), (4, NOON + 2 * HOUR), (7, NOON), (1, NOON + 2 * HOUR)]
    climb(ladder(subjects, sent), NOON)
    told = [subject for subject, _rung in sent]
    assert (told[0], set(told[1:3]), told[-1]) == (7, {9, 4}, 1)  # those of one transaction in the order of their keys


@pytest.mark.django_db
def test_in_a_tick_no_ladder_takes_more_than_its_time(monkeypatch):
    clock_hand = [0.0]
    monkeypatch.setattr(ladders, "monotonic", lambda: clock_hand[0])
    sent = []

    def send(subject, rung):
        sent.append(subject)
        clock_hand[0] += 0.25

    steps = ladder([(subject, NOON) for subject in range(5)], [], send=send)
    assert ladders.climb_for(0.6, steps, NOON) == (3, True)
    assert ladders.climb_for(0.6, steps, NOON) == (2, False)
    assert sent == [0, 1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_no_more_is_sent_at_once_than_there_is_time_for(monkeypatch):
    """Each takes a tenth of a second after the locks are free; after sixteen, thirty-two would come."""
    clock_hand, together = [0.0], []
    monkeypatch.setattr(ladders, "monotonic", lambda: clock_hand[0])

    def take_time(count):
        clock_hand[0] += 0.1 * count

    def send_many(steps):
        together.append(len(steps))
        transaction.on_commit(lambda: take_time(len(steps)))

    steps = ladder([(subject, NOON) for subject in range(100)], [])
    many = Ladder("test", steps.rungs, steps.open, steps.send, send_many)
    assert ladders.climb_for(1.75, many, NOON) == (18, True)
    assert (together, clock_hand[0]) == ([16, 1, 1], pytest.approx(1.8))


@pytest.mark.django_db
def test_what_failed_stands_behind_what_can_be_sent(monkeypatch):
    clock_hand, sent = [0.0], []
    monkeypatch.setattr(ladders, "monotonic", lambda: clock_hand[0])

    def send(subject, rung):
        clock_hand[0] += 1
        if subject < 2:
            raise OSError
        sent.append(subject)

    steps = ladder([(subject, NOON) for subject in range(4)], [], send=send)
    for _tick in range(4):
        ladders.climb_for(0.6, steps, NOON)
    assert sent == [2, 3]


@pytest.mark.django_db
def test_many_are_sent_together_and_one_that_fails_undoes_no_other():
    told = []

    def send_many(steps):
        if any(subject == 3 for subject, _rung in steps):
            raise OSError
        told.append([subject for subject, _rung in steps])

    alone = ladder([(subject, NOON) for subject in range(6)], [])
    steps = Ladder("test", alone.rungs, alone.open, alone.send, send_many)
    assert climb(steps, NOON) == 5
    assert told == [[0], [1], [2], [4], [5]]
    assert climb(Ladder("test", alone.rungs, alone.open, alone.send, told.append), NOON) == 1
    assert told[-1] == [(3, "alarm")]


@pytest.mark.django_db
def test_a_subject_may_start_again():
    sent = []
    steps = ladder([(1, NOON)], sent)
    climb(steps, NOON)
    ladders.start_again("test", 1)
    climb(steps, NOON - HOUR)
    assert sent == [(1, "alarm"), (1, "second")]


def test_rungs_stand_in_order_and_have_names():
    with pytest.raises(ValueError, match="order"):
        Ladder("test", (Rung("b", HOUR), Rung("a", -HOUR)), list, lambda subject, rung: None)


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_500_rungs_each_once():
    user = UserFactory()
    start = threading.Barrier(2)

    def send(subject, rung):
        notify(user=user, kind="reveal_alarm", context={"person": "", "count": subject}, path=f"/{subject}/")

    steps = ladder([(subject, NOON) for subject in range(500)], [], send=send)
    counts = []

    def work():
        start.wait()
        counts.append(climb(steps, NOON))
        connection.close()

    workers = [threading.Thread(target=work) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    climb(steps, NOON)  # what one worker passed over while the other held it
    told = Counter(Message.objects.values_list("path", flat=True))
    assert (len(told), set(told.values())) == (500, {1})
    assert LadderRung.objects.count() == 500


@pytest.mark.django_db
def test_open_subjects_cost_two_queries(django_assert_num_queries):
    steps = ladder([(subject, NOON) for subject in range(5000)], [])
    LadderRung.objects.bulk_create(
        LadderRung(ladder="test", subject=subject, rung="first", place=0) for subject in range(5000)
    )
    with django_assert_num_queries(1):
        assert climb(steps, NOON - 2 * HOUR) == 0


@pytest.mark.django_db
def test_5000_that_are_due_share_their_queries(monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr(ladders, "monotonic", lambda: 0.0)  # no sending takes any time
    sent = []
    with django_assert_max_num_queries(100):
        assert climb(ladder([(subject, NOON) for subject in range(5000)], sent), NOON) == 5000
    assert len(set(sent)) == LadderRung.objects.count() == 5000


@pytest.mark.parametrize(
    ("at_clock", "is_night"),
    [(clock(21, 29), False), (clock(21, 30), True), (clock(7, 29), True), (clock(7, 30), False)],
)
def test_the_night_begins_and_ends_to_the_minute(at_clock, is_night):
    assert ladders.is_quiet(at(date(2026, 12, 1), at_clock)) is is_night
