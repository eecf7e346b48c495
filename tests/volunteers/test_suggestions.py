"""Who might take an open shift: who may, whose turn it is first, and why they stand there."""

from datetime import timedelta

import pytest

from community.ranges import DAY
from tests.factories import StaffFactory
from tests.volunteers.factories import TeamFactory, VolunteerFactory, make_done, make_promise, make_shift
from volunteers import selectors, services
from volunteers.models import Shift, Volunteer
from volunteers.rules.fitness import part_of_week

pytestmark = pytest.mark.django_db


def listed(shift: Shift, **chosen: bool) -> list[Volunteer]:
    return [each.volunteer for each in selectors.suggestions(shift, **chosen)]


def test_who_did_least_in_ninety_days_stands_first_and_the_list_says_how_much():
    much, little, none = VolunteerFactory.create_batch(3)
    make_done(much, hours=3)
    make_done(little, hours=2)
    make_done(none, hours=8, ago=91 * DAY)
    shift = make_shift()
    assert listed(shift) == [none, little, much]
    assert [each.weighted_hours for each in selectors.suggestions(shift)] == [0, 2, 3]
    assert "2.0" in selectors.suggestions(shift)[1].why


def test_a_night_weighs_more_than_an_afternoon():
    by_night, by_day = VolunteerFactory.create_batch(2)
    make_done(by_night, hours=2, weight=2)
    make_done(by_day, hours=3)
    assert listed(make_shift()) == [by_day, by_night]


def test_what_is_promised_counts_as_what_was_done():
    promised, free = VolunteerFactory.create_batch(2)
    make_promise(make_shift(days=5), promised)
    assert listed(make_shift()) == [free, promised]


def test_at_as_many_hours_the_team_comes_first_and_alone_where_only_the_team_is_asked():
    neighbour, member, busy = VolunteerFactory.create_batch(3)
    team = TeamFactory(leader=member, members=[busy])
    make_done(busy, hours=4)
    shift = make_shift(team=team)
    assert listed(shift) == [member, neighbour, busy]
    services.leave(volunteer=busy, by=busy.user)
    assert listed(shift, everybody=False) == [member]
    first, second = selectors.suggestions(shift)
    assert (first.is_member, second.is_member) == (True, False)
    assert ("本组成员" in first.why, "本组成员" in second.why) == (True, False)


def test_at_as_many_hours_whom_the_hour_suits_comes_first():
    other, suited, busy = VolunteerFactory.create_batch(3)
    make_done(busy, hours=4)
    shift = make_shift()
    part = part_of_week(shift.starts_at)
    suited.suits, busy.suits, other.suits = [part], [part], [(part + 1) % 21]
    Volunteer.objects.bulk_update([suited, other, busy], ["suits"])
    assert listed(shift) == [suited, other, busy]
    assert "时段合适" in selectors.suggestions(shift)[0].why


def test_who_may_not_or_was_asked_is_not_suggested():
    away, asked, busy, left, free = VolunteerFactory.create_batch(5)
    shift = make_shift()
    services.note_absence(volunteer=away, first=shift.date, last=shift.date, by=away.user)
    services.ask(shift=shift, volunteers=[asked], by=StaffFactory(is_superuser=True))
    make_promise(make_shift(hour=15), busy)
    services.leave(volunteer=left, by=left.user)
    assert listed(shift) == [free]


@pytest.mark.parametrize("people", [1, 3])
def test_it_takes_as_many_queries_for_many_as_for_one(people, django_assert_num_queries):
    for volunteer in VolunteerFactory.create_batch(people):
        make_done(volunteer, ago=timedelta(days=3))
    shift = make_shift()
    with django_assert_num_queries(7):  # nine with a team, and where somebody is young
        assert len(selectors.suggestions(shift)) == people
