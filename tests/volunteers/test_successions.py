"""Posts of building leaders follow the appointments; checks when a shift is moved."""

from datetime import date, timedelta

import pytest

from community.models import Message
from community.ranges import DAY, today
from residents import services as register
from residents.models import Appointment
from tests.factories import BuildingFactory, StaffFactory, register_person
from tests.steps import refused
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_promise, make_shift
from volunteers import services
from volunteers.enums import PromiseState

pytestmark = pytest.mark.django_db


@pytest.fixture
def lobby():
    building = BuildingFactory(name="3")
    return PostFactory(kind="lobby", for_leaders=True, building=building, compound=building.compound)


def leader(name: str) -> VolunteerFactory:
    return VolunteerFactory(resident=register_person(name=name, birth_date=date(1960, 3, 8)))


def appointed(lobby, volunteer) -> Appointment:
    return register.appoint(
        role=Appointment.Role.LEADER, compound=lobby.compound, building=lobby.building, resident=volunteer.resident,
        name=volunteer.name, first=today() - 90 * DAY, by=StaffFactory(),
    )  # fmt: skip


def succeeded(term: Appointment, volunteer, first) -> Appointment:
    return register.succeed(
        appointment=term, name=volunteer.name, resident=volunteer.resident, first=first, by=StaffFactory()
    )


def test_only_who_leads_the_building_on_that_day_takes_a_shift(lobby):
    before, then = leader("王秀兰"), leader("李建国")
    succeeded(appointed(lobby, before), then, today() + 5 * DAY)
    early, late = make_shift(lobby, days=3), make_shift(lobby, days=6)
    make_promise(early, before)
    make_promise(late, then)
    refused("no_leader", services.promise, shift=early, volunteer=then, by=then.user)
    refused("no_leader", services.promise, shift=late, volunteer=before, by=before.user)


def test_a_successor_takes_over_the_shifts_from_the_first_day_on(lobby):
    before, then = leader("王秀兰"), leader("李建国")
    term = appointed(lobby, before)
    early, late = make_promise(make_shift(lobby, days=3), before), make_promise(make_shift(lobby, days=6), before)
    succeeded(term, then, today() + 5 * DAY)
    assert services.follow_successions() == 1
    assert services.follow_successions() == 0
    assert [each.shift.assignments.ahead().get().volunteer for each in (early, late)] == [before, then]
    told = set(Message.objects.filter(kind__in=["duty_inherited", "duty_let_go"]).values_list("kind", "user"))
    assert told == {("duty_inherited", then.user_id), ("duty_let_go", before.user_id)}


def test_where_no_successor_does_duty_the_shift_stands_open(lobby):
    before = leader("王秀兰")
    term = appointed(lobby, before)
    promise = make_promise(make_shift(lobby, days=6), before)
    neighbour = register_person(name="李建国")
    register.succeed(appointment=term, name="李建国", resident=neighbour, first=today() + 5 * DAY, by=StaffFactory())
    assert services.follow_successions() == 1
    promise.refresh_from_db()
    assert (promise.state, promise.shift.assignments.ahead().count()) == (PromiseState.HANDED_BACK, 0)


def test_an_insurance_that_ends_before_the_new_day_keeps_a_shift_where_it_is():
    """Age, consent and insurance are judged when a shift moves, too."""
    volunteer = VolunteerFactory(insured_until=today() + 4 * DAY)
    shift = make_shift(PostFactory(is_risky=True), days=3)
    make_promise(shift, volunteer)
    later = make_shift(days=6).span
    error = refused("in_the_way", services.move_shift, shift=shift, span=later, by=StaffFactory())
    assert [name for name, _why in error.details["people"]] == [volunteer.name]
    assert services.move_shift(shift=shift, span=make_shift(days=4).span, by=StaffFactory()).starts_at < later.start


def test_the_leader_says_on_the_telephone_that_somebody_cannot_come():
    team = TeamFactory()
    promise = make_promise(make_shift(start=timedelta(hours=20), team=team))
    refused("not_allowed", services.want_cover, promise=promise, by=VolunteerFactory().user)
    assert services.want_cover(promise=promise, by=team.leader.user).wants_cover_since is not None
    assert services.come_after_all(promise=promise, by=team.leader.user).wants_cover_since is None
