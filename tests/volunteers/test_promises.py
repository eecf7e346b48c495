"""Promises: who may make them, and that concurrent requests never overfill a shift."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from community.errors import DomainError
from community.models import Message
from tests.factories import StaffFactory, UserFactory, register_person
from tests.steps import refused
from tests.volunteers.factories import (
    PostFactory,
    SkillFactory,
    TeamFactory,
    VolunteerFactory,
    make_promise,
    make_shift,
)
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.models import Absence, Assignment, Post, Shift

pytestmark = pytest.mark.django_db


def take(shift, volunteer):
    return services.promise(shift=shift, volunteer=volunteer, by=volunteer.user)


def test_a_promise_is_ones_own_yes():
    promise = make_promise()
    assert (promise.state, promise.noted_by) == (PromiseState.PROMISED, None)
    promise.refresh_from_db()
    assert promise.during.lower == promise.shift.starts_at


def test_staff_note_a_promise_and_it_says_so():
    staff, volunteer = StaffFactory(), VolunteerFactory()
    promise = services.promise(shift=make_shift(), volunteer=volunteer, by=staff)
    assert promise.noted_by == staff
    assert Message.objects.get().user == volunteer.user


def test_nobody_promises_for_somebody_else():
    refused("not_allowed", services.promise, shift=make_shift(), volunteer=VolunteerFactory(), by=UserFactory())
    assert not Assignment.objects.exists()


def test_a_team_leader_notes_promises_for_the_team_alone():
    team, volunteer = TeamFactory(), VolunteerFactory()
    services.promise(shift=make_shift(team=team), volunteer=volunteer, by=team.leader.user)
    refused("not_allowed", services.promise, shift=make_shift(hour=18), volunteer=volunteer, by=team.leader.user)


def test_back_to_back_is_fine_and_sharing_a_moment_is_not():
    volunteer = VolunteerFactory()
    make_promise(make_shift(hour=14), volunteer)
    make_promise(make_shift(hour=16), volunteer)
    refused("overlaps", take, shift=make_shift(hour=15), volunteer=volunteer)


def test_the_database_alone_keeps_places_and_hours():
    shift = make_shift(places=1)
    make_promise(shift)
    for volunteer in (VolunteerFactory(), shift.assignments.get().volunteer):
        with pytest.raises(IntegrityError), transaction.atomic():
            Assignment.objects.create(shift=shift, volunteer=volunteer, state="promised", during=shift.span.range)
    with pytest.raises(IntegrityError, match="places taken"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(places=0, minimum=0)
    with pytest.raises(IntegrityError, match="promises"), transaction.atomic():
        Shift.objects.filter(pk=shift.pk).update(state="called_off")


def test_raw_sql_cannot_give_a_promise_other_hours_than_its_shift():
    promise = make_promise()
    Assignment.objects.filter(pk=promise.pk).update(state="present", during=make_shift(days=9).span.range)
    promise.refresh_from_db()
    assert promise.during.lower == promise.shift.starts_at


@pytest.mark.parametrize(
    ("code", "fields", "post"),
    [
        ("uninsured", {}, {"is_risky": True}),
        ("uninsured", {"insured_until": date(2020, 1, 1)}, {"is_risky": True}),
        ("left", {"left_at": timezone.now()}, {}),
        ("stairs", {"cannot": ["stairs"]}, {"has_stairs": True}),
        ("over_own_most", {"most_hours": 1}, {}),
        ("no_leader", {}, {"for_leaders": True}),
    ],
)
def test_what_is_on_record_forbids(code, fields, post):
    refused(code, take, shift=make_shift(PostFactory(**post)), volunteer=VolunteerFactory(**fields))
    assert not Assignment.objects.exists()


def test_a_needed_skill_has_to_be_on_record():
    post, skill, volunteer = PostFactory(), SkillFactory(), VolunteerFactory()
    post.skills.add(skill)
    shift = make_shift(post)
    refused("unskilled", take, shift=shift, volunteer=volunteer)
    volunteer.skills.add(skill)
    assert take(shift, volunteer).state == PromiseState.PROMISED


@pytest.mark.parametrize(
    ("age", "hour", "kind", "code"),
    [
        (17, 14, Post.Kind.ROUND, "too_young"),
        (17, 19, Post.Kind.GATE, "too_young"),
        (15, 14, Post.Kind.GATE, "needs_consent"),
        (12, 14, Post.Kind.GATE, "needs_guardian"),
    ],
)
def test_the_young_are_looked_after(age, hour, kind, code):
    shift = make_shift(PostFactory(kind=kind), hour=hour)
    born = date(timezone.localdate(shift.starts_at).year - age, 1, 1)
    volunteer = VolunteerFactory(user=UserFactory(birth_date=born))
    refused(code, take, shift=shift, volunteer=volunteer)


def test_a_child_does_duty_beside_a_guardian():
    adult = register_person(name="周平", birth_date=date(1980, 1, 1))
    child = register_person(name="周小雨", birth_date=date(timezone.localdate().year - 12, 1, 1))
    child.guardians.create(guardian=adult)
    shift, parent, young = make_shift(), VolunteerFactory(resident=adult), VolunteerFactory(user=None, resident=child)
    staff = StaffFactory()
    refused("needs_guardian", services.promise, shift=shift, volunteer=young, by=staff)
    make_promise(shift, parent)
    assert services.promise(shift=shift, volunteer=young, by=staff).state == PromiseState.PROMISED


def test_somebody_of_unknown_age_is_asked_for_it():
    volunteer = VolunteerFactory(user=UserFactory(birth_date=None))
    refused("age_unknown", take, shift=make_shift(), volunteer=volunteer)


def test_rest_after_a_night_and_long_days_are_for_staff_to_allow_with_a_reason():
    volunteer, staff = VolunteerFactory(), StaffFactory()
    make_promise(make_shift(hour=22, hours=8), volunteer)
    morning = make_shift(days=4, hour=9)
    refused("no_rest", take, shift=morning, volunteer=volunteer)
    refused("no_rest", services.promise, shift=morning, volunteer=volunteer, by=staff)
    promise = services.promise(shift=morning, volunteer=volunteer, by=staff, exception="雪天，没有别人")
    assert promise.exception == "雪天，没有别人"
    volunteer = VolunteerFactory()
    make_promise(make_shift(hour=8, hours=7), volunteer)
    refused("long_day", take, shift=make_shift(hour=16), volunteer=volunteer)


def test_nobody_allows_themselves_an_exception():
    volunteer = VolunteerFactory(most_hours=1)
    refused(
        "not_allowed", services.promise, shift=make_shift(), volunteer=volunteer, by=volunteer.user, exception="我行"
    )


def test_who_is_away_is_not_put_on_a_shift():
    volunteer = VolunteerFactory()
    shift = make_shift()
    services.note_absence(volunteer=volunteer, first=shift.date, last=shift.date, by=volunteer.user)
    refused("away", take, shift=shift, volunteer=volunteer)
    services.remove_absence(absence=Absence.objects.get(), by=volunteer.user)
    assert take(shift, volunteer).is_ahead


def test_past_full_and_twice():
    volunteer = VolunteerFactory()
    refused("past", take, shift=make_shift(start=timedelta(hours=-3)), volunteer=volunteer)
    shift = make_shift(places=1)
    make_promise(shift)
    refused("full", take, shift=shift, volunteer=volunteer)
    refused("twice", take, shift=shift, volunteer=shift.assignments.get().volunteer)


def test_an_ask_holds_nothing_and_lapses(time_machine):
    shift, volunteer, staff = make_shift(places=1), VolunteerFactory(), StaffFactory()
    [asked] = services.ask(shift=shift, volunteers=[volunteer], by=staff)
    make_promise(shift)
    asked.refresh_from_db()
    assert asked.state == PromiseState.LAPSED
    assert Message.objects.filter(user=volunteer.user, kind="duty_filled").exists()
    other = make_shift(hour=18)
    services.ask(shift=other, volunteers=[volunteer], by=staff)
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert services.lapse_asks() == 1
    assert other.assignments.get().state == PromiseState.LAPSED


def test_a_yes_answers_the_ask_and_a_no_keeps_it_away():
    shift, staff = make_shift(), StaffFactory()
    yes, no = VolunteerFactory(), VolunteerFactory()
    services.ask(shift=shift, volunteers=[yes, no], by=staff)
    take(shift, yes)
    services.decline(promise=shift.assignments.get(volunteer=no), by=no.user)
    assert set(shift.assignments.values_list("state", flat=True)) == {"promised", "declined"}
    assert services.ask(shift=shift, volunteers=[yes, no], by=staff) == []


def test_who_was_asked_is_thanked_with_as_few_queries_for_many_as_for_one():
    counts = []
    for asked in (1, 5):
        shift = make_shift(places=1)
        services.ask(shift=shift, volunteers=VolunteerFactory.create_batch(asked), by=StaffFactory())
        volunteer = VolunteerFactory()
        with CaptureQueriesContext(connection) as sent:
            services.promise(shift=shift, volunteer=volunteer, by=volunteer.user)
        counts.append(len(sent))
        lapsed = shift.assignments.filter(state=PromiseState.LAPSED)
        assert (lapsed.count(), {row.history.latest().history_user for row in lapsed}) == (asked, {None})
    assert counts[0] == counts[1]
    assert Message.objects.filter(kind="duty_filled").count() == 6


def test_reserves_are_asked_in_turn_when_a_place_comes_free():
    shift = make_shift(days=5, places=1)
    holder = make_promise(shift)
    first, second = VolunteerFactory(), VolunteerFactory()
    for volunteer in (first, second):
        services.wait_in_reserve(shift=shift, volunteer=volunteer, by=volunteer.user)
    services.give_back(promise=holder, by=holder.volunteer.user)
    states = [each.state for each in shift.assignments.exclude(pk=holder.pk).order_by("pk")]
    assert states == [PromiseState.ASKED, PromiseState.RESERVE]
    services.decline(promise=shift.assignments.get(volunteer=first), by=first.user)
    assert shift.assignments.get(volunteer=second).state == PromiseState.ASKED


def test_giving_back_ends_48_hours_before():
    early, late = make_promise(make_shift(days=3)), make_promise(make_shift(start=timedelta(hours=40)))
    services.give_back(promise=early, by=early.volunteer.user)
    refused("too_late", services.give_back, promise=late, by=late.volunteer.user)
    late.refresh_from_db()
    assert late.is_ahead
    services.let_go(promise=late, by=StaffFactory(), reason="发烧")
    late.refresh_from_db()
    assert late.state == PromiseState.HANDED_BACK


def test_leaving_hands_every_promise_back():
    promise = make_promise()
    services.leave(volunteer=promise.volunteer, by=promise.volunteer.user)
    promise.refresh_from_db()
    assert (promise.state, promise.volunteer.is_active) == (PromiseState.HANDED_BACK, False)


def at_once(*calls):
    """Run these at the same moment, each in its own connection; the codes of their outcomes, sorted."""
    start, outcomes = threading.Barrier(len(calls)), []

    def run(call):
        start.wait()
        try:
            call()
            outcomes.append("won")
        except DomainError as error:
            outcomes.append(error.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[call]) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(outcomes)


@pytest.mark.django_db(transaction=True)
def test_twelve_after_a_shift_of_three():
    shift = make_shift(places=3)
    people = VolunteerFactory.create_batch(12)
    outcomes = at_once(*[lambda each=each: take(shift, each) for each in people])
    assert outcomes == ["full"] * 9 + ["won"] * 3


@pytest.mark.django_db(transaction=True)
def test_one_person_after_twelve_shifts_that_share_a_moment():
    volunteer = VolunteerFactory()
    shifts = [make_shift(places=1) for _number in range(12)]
    outcomes = at_once(*[lambda each=each: take(each, volunteer) for each in shifts])
    assert outcomes == ["overlaps"] * 11 + ["won"]


class PromisesAgainstAModel(TestCase):
    """Whatever people do, in any order, the book agrees with a plain list of who is where."""

    @settings(max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate])
    @given(
        st.lists(
            st.tuples(st.sampled_from(["promise", "give_back", "cover"]), st.integers(0, 3), st.integers(0, 3)),
            max_size=14,
        )
    )
    def test_it_agrees(self, actions):
        post = PostFactory()
        # The first two share an hour.
        shifts = [make_shift(post, days=9, hour=hour, places=2) for hour in (8, 9, 12, 15)]
        people = VolunteerFactory.create_batch(4)
        clashing = {(0, 1), (1, 0)}
        model: set[tuple[int, int]] = set()

        def may(who, where):
            mine = {place for person, place in model if person == who}
            long_day = 2 * (len(mine) + 1) > 8
            return where not in mine and not any((where, each) in clashing for each in mine) and not long_day

        for verb, who, where in actions:
            volunteer, shift = people[who], shifts[where]
            held = Assignment.objects.ahead().filter(shift=shift)
            try:
                if verb == "promise":
                    fits = may(who, where) and sum(place == where for _person, place in model) < 2
                    take(shift, volunteer)
                    assert fits
                    model.add((who, where))
                elif verb == "give_back":
                    mine = held.filter(volunteer=volunteer).first()
                    assert (mine is not None) == ((who, where) in model)
                    if mine is not None:
                        services.give_back(promise=mine, by=volunteer.user)
                        model.discard((who, where))
                else:
                    other = held.exclude(volunteer=volunteer).order_by("pk").first()
                    if other is None:
                        continue
                    fits = may(who, where)
                    services.want_cover(promise=other, by=other.volunteer.user)
                    services.cover(promise=other, volunteer=volunteer, by=volunteer.user)
                    assert fits
                    model.discard((people.index(other.volunteer), where))
                    model.add((who, where))
            except DomainError:
                assert not fits
        book = {
            (people.index(each.volunteer), shifts.index(each.shift))
            for each in Assignment.objects.ahead().select_related("volunteer", "shift")
        }
        assert book == model
