"""The escalation of unfilled shifts: the team, everybody, people on call, the administrators."""

import threading
from datetime import time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from community.ladders import climb
from community.models import LadderRung, Message, OutgoingText
from community.ranges import DAY, at, today
from tests.factories import StaffFactory
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_promise, make_shift
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.ladders import NEVER_SHORT
from volunteers.models import Post

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def by_day(time_machine):
    """At noon, when nobody is asleep."""
    time_machine.move_to(at(today(), time(12)), tick=False)
    return time_machine


def climb_at(clock, moment):
    clock.move_to(moment, tick=False)
    return climb(NEVER_SHORT, moment)


def test_an_empty_saturday_climbs_rung_by_rung(by_day):
    team, stranger, staff = TeamFactory(), VolunteerFactory(), StaffFactory()
    shift = make_shift(days=4, hour=14, team=team, places=3)
    assert climb_at(by_day, shift.starts_at - timedelta(hours=49)) == 0
    assert climb_at(by_day, shift.starts_at - timedelta(hours=47)) == 1
    assert {each.volunteer for each in shift.assignments.all()} == {team.leader}
    assert climb_at(by_day, shift.starts_at - timedelta(hours=46)) == 0
    climb_at(by_day, shift.starts_at - timedelta(hours=23))
    assert shift.assignments.filter(volunteer=stranger, state=PromiseState.ASKED).exists()
    climb_at(by_day, shift.starts_at - timedelta(hours=1))
    assert Message.objects.get(kind="duty_urgent").user == staff


def test_who_is_on_call_is_called_first_and_at_any_hour(by_day):
    StaffFactory()
    on_call = VolunteerFactory()
    make_promise(make_shift(PostFactory(kind=Post.Kind.ON_CALL), days=3, hour=0, hours=8), on_call)
    shift = make_shift(days=3, hour=5)
    climb_at(by_day, shift.starts_at - timedelta(hours=1))
    message = Message.objects.get(kind="duty_urgent")
    assert (message.user, message.is_urgent) == (on_call.user, True)


def test_a_filled_shift_is_silent(by_day):
    team = TeamFactory()
    shift = make_shift(days=4, team=team, places=1)
    make_promise(shift)
    assert climb_at(by_day, shift.starts_at - timedelta(hours=1)) == 0
    assert not Message.objects.filter(kind__in=["duty_asked", "duty_urgent"]).exists()


def test_each_rung_looks_again_before_it_sends(by_day, monkeypatch):
    shift = make_shift(days=2, places=1, team=TeamFactory())
    stale = [(shift.pk, shift.starts_at)]
    make_promise(shift)
    climb(type(NEVER_SHORT)(NEVER_SHORT.name, NEVER_SHORT.rungs, lambda: stale, NEVER_SHORT.send), timezone.now())
    assert not Message.objects.filter(kind="duty_asked").exists()


def test_after_an_outage_only_the_highest_rung_is_sent(by_day):
    staff = StaffFactory()
    shift = make_shift(days=3, team=TeamFactory())
    climb_at(by_day, shift.starts_at - timedelta(hours=1))
    assert [each.rung for each in LadderRung.objects.all()] == ["on_call"]
    assert Message.objects.filter(user=staff).count() == 1


def test_a_shift_that_somebody_missed_rings_again(by_day):
    staff = StaffFactory()
    shift = make_shift(start=timedelta(minutes=10), hours=3, team=TeamFactory())
    make_promise(shift)
    climb(NEVER_SHORT, timezone.now())
    by_day.move_to(shift.starts_at + timedelta(minutes=31), tick=False)
    services.tend_duty()
    assert climb(NEVER_SHORT, timezone.now()) == 1
    assert Message.objects.filter(user=staff, kind="duty_urgent").exists()


def test_somebody_without_a_login_is_texted():
    from tests.factories import register_person

    resident = register_person(name="王秀兰", phone="13911112222", birth_date=today() - 60 * 366 * DAY)
    member = VolunteerFactory(user=None, resident=resident)
    shift = make_shift(days=1, team=TeamFactory(members=[member]))
    climb(NEVER_SHORT, timezone.now())
    assert OutgoingText.objects.filter(phone="13911112222", kind="duty_asked").exists()
    assert shift.assignments.get(volunteer=member).state == PromiseState.ASKED


@pytest.mark.parametrize("hours", [24, 1])
def test_many_shifts_are_asked_for_with_as_many_queries_as_one(by_day, hours):
    StaffFactory()
    counts = []
    for shifts in (1, 4):
        made = [make_shift(days=4, hour=14, team=TeamFactory()) for _number in range(shifts)]
        by_day.move_to(made[0].starts_at - timedelta(hours=hours, minutes=-1), tick=False)
        with CaptureQueriesContext(connection) as asked:
            assert climb(NEVER_SHORT, timezone.now()) == shifts
        counts.append(len(asked))
    assert counts[0] == counts[1]


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_two_workers_send_each_of_many_rungs_once():
    team = TeamFactory()
    for number in range(100):
        make_shift(days=1, hour=number % 8 + 8, team=team)
    start, sent, now = threading.Barrier(2), [], timezone.now()

    def run():
        start.wait()
        sent.append(climb(NEVER_SHORT, now))
        connection.close()

    threads = [threading.Thread(target=run) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (sum(sent), LadderRung.objects.count()) == (100, 100)
