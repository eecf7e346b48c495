"""Limits of duty to the day and the place, and what is told of whom."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from community.models import LadderRung, Message, OutgoingText
from community.ranges import DAY, today
from residents.models import Appointment
from tests.factories import StaffFactory, UserFactory, register_person
from tests.steps import log_in, refused
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    make_done,
    make_pattern,
    make_promise,
    make_shift,
)
from volunteers import services
from volunteers.calendars import shift_events
from volunteers.enums import PromiseState, Source
from volunteers.models import Assignment, HoursMonth, Post, RosterPattern, ServiceHours, Shift, Volunteer
from volunteers.rules.fitness import serves
from volunteers.services.ladder import EVERYBODY, LADDER, send_rung
from volunteers.services.reserves import ask_next_reserve
from volunteers.services.telling import tell, tell_published
from volunteers.services.tending import note_missed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("compound", "building", "does"),
    [(1, 2, True), (None, None, True), (1, None, True), (9, None, False), (1, 9, False)],
)
def test_a_leader_serves_the_posts_of_the_own_place(compound: int | None, building: int | None, does: bool) -> None:
    term = Appointment(compound_id=1, building_id=2, term=(date(2026, 1, 1), date(2026, 7, 1)))
    term.clean_fields(exclude=[field.name for field in Appointment._meta.fields if field.name != "term"])
    post = Post(compound_id=compound, building_id=building)
    assert serves(term, post, date(2026, 6, 30)) == does
    assert not serves(term, post, date(2026, 7, 1))


def test_a_certificate_reaches_to_today_at_most() -> None:
    promise = make_done()
    promise.presences.create(source=Source.SCREEN, at=promise.shift.starts_at)
    services.confirm_hours(promise=promise, by=StaffFactory())
    volunteer = promise.volunteer
    first = today() - 30 * DAY
    issued = services.issue_certificate(volunteer=volunteer, first=first, last=today() + DAY, by=volunteer.user)
    assert (issued.first_day, issued.last_day) == (first, today())


def test_who_looks_for_cover_is_masked_to_the_team() -> None:
    mate, team = VolunteerFactory(), TeamFactory()
    team.members.add(mate)
    promise = make_promise(make_shift(team=team), VolunteerFactory(user__name="王秀兰"))
    services.want_cover(promise=promise, by=promise.volunteer.user)
    told = Message.objects.filter(kind="duty_cover_wanted")
    assert {each.user for each in told} == {mate.user, team.leader.user}
    assert not [each for each in told if "王秀兰" in each.subject + each.body]


def test_what_was_done_long_ago_is_not_counted_by_itself() -> None:
    old, new = make_done(), make_done()
    for promise in (old, new):
        promise.presences.create(source=Source.SCREEN, at=promise.shift.starts_at)
        promise.presences.create(source=Source.LEADER, by=UserFactory())
    Assignment.objects.filter(pk=old.pk).update(changed_at=timezone.now() - timedelta(days=9))
    services.count_done()
    assert [each.assignment for each in ServiceHours.objects.all()] == [new]


def test_a_shift_that_was_filled_meanwhile_asks_nobody() -> None:
    shift = make_shift(days=1)
    VolunteerFactory()
    make_promise(shift)
    send_rung(shift.pk, EVERYBODY)
    assert not Assignment.objects.filter(state=PromiseState.ASKED).exists()


def test_a_pattern_changes_from_today_on_and_leaves_what_was_changed_by_hand() -> None:
    old, staff = make_pattern(), StaffFactory()
    kept, gone = Shift.objects.filter(pattern=old, date__gt=today() + DAY).order_by("date")[:2]
    Shift.objects.filter(pk=kept.pk).update(is_by_hand=True)
    new = RosterPattern(post=old.post, weekdays=old.weekdays, starts=old.starts, ends=old.ends, places=3)
    services.change_from(old=old, new=new, from_day=today(), teams=[], by=staff)
    refused("past", services.change_from, old=new, new=old, from_day=today() - DAY, teams=[], by=staff)
    services.end_pattern(pattern=new, last_day=today() + DAY, by=staff)
    assert [Shift.objects.get(pk=each.pk).is_open for each in (kept, gone)] == [True, False]


def test_the_pass_of_somebody_who_left_is_unknown() -> None:
    volunteer = VolunteerFactory()
    services.leave(volunteer=volunteer, by=volunteer.user)
    refused("unknown_pass", services.check_in_by_pass, pass_code=volunteer.pass_code, by=StaffFactory())


def test_one_free_place_is_asked_of_one_until_the_moment_it_lapses(come_to) -> None:
    shift = make_shift(places=1)
    promise = make_promise(shift)
    first, second = VolunteerFactory.create_batch(2)
    for each in (first, second):
        services.wait_in_reserve(shift=shift, volunteer=each, by=each.user)
    services.give_back(promise=promise, by=promise.volunteer.user)
    asked = Assignment.objects.get(state=PromiseState.ASKED)
    assert (asked.volunteer, ask_next_reserve(shift)) == (first, None)
    come_to(asked.answer_by)
    assert services.lapse_asks() == 1
    assert Assignment.objects.get(state=PromiseState.ASKED).volunteer == second


@pytest.mark.parametrize(("ask_by", "texts"), [(Volunteer.AskBy.MESSAGE, 1), (Volunteer.AskBy.CALL, 0)])
def test_who_wants_to_be_rung_is_not_texted(ask_by: str, texts: int) -> None:
    resident = register_person(phone="13911112222")
    volunteer = VolunteerFactory(user=None, resident=resident, ask_by=ask_by)
    tell(volunteer, "duty_asked", make_shift(), {"answer_by": timezone.now()})
    assert OutgoingText.objects.count() == texts


def test_a_missed_shift_asks_from_the_first_rung_again() -> None:
    shift = make_shift(start=-timedelta(minutes=31))
    promise = Assignment.objects.create(
        shift=shift, volunteer=VolunteerFactory(), state=PromiseState.PROMISED, during=shift.span.range
    )
    for subject in (shift.pk, shift.pk + 1):
        LadderRung.objects.create(ladder=LADDER, subject=subject, rung="x", place=0)
    assert note_missed() == 1
    assert Assignment.objects.get(pk=promise.pk).state == PromiseState.MISSED
    assert [each.subject for each in LadderRung.objects.all()] == [shift.pk + 1]


def test_a_post_that_is_given_up_has_no_page_to_check_in(client: Client) -> None:
    log_in(client, UserFactory())
    for is_active, status in ((True, 200), (False, 404)):
        post = PostFactory(is_active=is_active)
        assert client.get(reverse("duty_here", args=[post.token])).status_code == status


def test_whoever_offers_a_shift_of_someone_else_in_exchange_finds_none(client: Client) -> None:
    mine, theirs, wanted = make_promise(), make_promise(make_shift(days=4)), make_promise(make_shift(days=5))
    log_in(client, mine.volunteer.user)
    address = reverse("duty_offer_swap", args=[wanted.pk])
    assert client.post(address, {"offered": theirs.pk}).status_code == 404
    assert client.post(address, {"offered": mine.pk}).status_code == 302


def test_in_the_calendar_a_shift_that_was_taken_again_has_counted_on(client: Client) -> None:
    promise = make_promise(make_shift(days=5))
    numbers = []
    for taken in (True, False, True):
        if not taken:
            services.give_back(promise=promise, by=promise.volunteer.user)
        elif numbers:
            make_promise(promise.shift, promise.volunteer)
        [event] = shift_events(promise.volunteer.user)
        numbers.append(int(event["SEQUENCE"]))
    assert numbers == sorted(numbers)
    assert numbers[1] > numbers[0]


def test_a_published_month_is_told_to_whoever_has_hours_in_it_alone() -> None:
    promise = make_done()
    promise.presences.create(source=Source.SCREEN, at=promise.shift.starts_at)
    month = services.confirm_hours(promise=promise, by=StaffFactory()).month
    told = Message.objects.filter(kind="duty_hours_published")
    tell_published(HoursMonth(month=(month - DAY).replace(day=1)))
    assert not told.exists()
    tell_published(HoursMonth(month=month))
    assert [each.user for each in told] == [promise.volunteer.user]
