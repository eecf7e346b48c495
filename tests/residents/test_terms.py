"""Building leaders and the other roles: one leader per unit at a time, and a roster that shows gaps."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from community.errors import DomainError
from community.ranges import today
from residents import selectors, services
from residents.models import Appointment, Household
from tests.factories import BuildingFactory, HouseholdFactory, UserFactory, register_person
from tests.steps import refused

pytestmark = pytest.mark.django_db

FIRST = date(2024, 1, 1)


def appoint(building, name="王秀兰", **changes):
    details = {"role": "leader", "first": FIRST, "compound": building.compound} | changes
    return services.appoint(name=name, building=building, by=UserFactory(), **details)


@pytest.mark.parametrize(
    ("second", "fits"),
    [
        ({}, False),
        ({"units": (2, 2)}, False),
        ({"first": date(2030, 1, 1)}, False),
        ({"first": date(2020, 1, 1), "last": date(2024, 1, 1)}, False),
        ({"first": date(2020, 1, 1), "last": date(2023, 12, 31)}, True),
        ({"role": "grid"}, True),
    ],
)
def test_one_leader_at_a_time_for_any_unit(second, fits):
    building = BuildingFactory()
    appoint(building)
    if fits:
        assert appoint(building, "李建国", **second).pk
    else:
        refused("overlapping_term", appoint, building, "李建国", **second)


def test_sections_of_a_building_have_leaders_of_their_own():
    building = BuildingFactory()
    appoint(building, units=(1, 2))
    assert appoint(building, "李建国", units=(3, 4)).pk
    with pytest.raises(DomainError):
        appoint(building, "赵䶮", units=(2, 3))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(0, 2), st.integers(0, 20), st.integers(0, 9)), max_size=8))
def test_the_database_agrees_with_a_simple_model(asked):
    """Whatever is asked for in whatever order, nobody leads a unit on a day on which another does."""
    with transaction.atomic():
        building, led = BuildingFactory(), {}
        for first_unit, more, day, length in asked:
            units = range(first_unit, first_unit + more + 1)
            days = range(day, day + length + 1)
            cells = {(unit, each) for unit in units for each in days}
            term = {"first": FIRST + timedelta(day), "last": FIRST + timedelta(day + length)}
            try:
                appoint(building, units=(units[0], units[-1]), **term)
                assert not cells & led.keys()
                led |= dict.fromkeys(cells)
            except DomainError:
                assert cells & led.keys()
        transaction.set_rollback(True)


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": " "}, "name_needed"),
        ({"last": date(2023, 1, 1)}, "ends_before_start"),
        ({"units": (3, 2)}, "units_wrong"),
        ({"units": (0, 200)}, "units_wrong"),
        ({"building": None}, "building_needed"),
    ],
)
def test_bad_terms_are_refused(changes, code):
    building = BuildingFactory()
    details = {"name": "王秀兰", "building": building, "first": FIRST, "role": "leader"} | changes
    refused(code, services.appoint, by=UserFactory(), compound=building.compound, **details)
    assert not Appointment.objects.exists()


def test_raw_sql_obeys_too():
    appointment = appoint(BuildingFactory())
    appointment.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        Appointment.objects.bulk_create([appointment])


def test_succession_is_one_step_and_passes_duties_on():
    passed = []
    services.on_succession(lambda old, new, day: passed.append((old.name, new.name, day)))
    old = appoint(BuildingFactory(), units=(1, 3))
    new = services.succeed(appointment=old, name="李建国", first=today(), by=UserFactory())
    old.refresh_from_db()
    assert (old.last_day, new.term.lower, new.units) == (today() - timedelta(days=1), today(), old.units)
    assert ("王秀兰", "李建国", today()) in passed
    assert (new.is_public, new.is_phone_public) == (False, False)


@pytest.mark.parametrize("days", [-1, 0, 1])
def test_a_term_that_ends_the_day_before_is_not_ended_again(days):
    """A successor may begin on any day from the last one of the old term on; without a gap nothing changes of it."""
    first = today() + timedelta(days=30)
    old = appoint(BuildingFactory(), last=first + timedelta(days=days))
    services.succeed(appointment=old, name="李建国", first=first, by=UserFactory())
    old.refresh_from_db()
    assert old.last_day == first - timedelta(days=1)
    assert old.history.count() == (1 if days == -1 else 2)


def test_a_succession_that_fails_leaves_the_old_term():
    old = appoint(BuildingFactory())
    with pytest.raises(DomainError):
        services.succeed(appointment=old, name="", first=today(), by=UserFactory())
    old.refresh_from_db()
    assert old.last_day is None


def fill(building, units, count):
    Household.objects.bulk_create(
        Household(building=building, unit=unit, room=str(n), address_key=building.address_of(unit, str(n)))
        for unit in units
        for n in range(count)
    )


def test_the_roster_shows_what_needs_a_hand_first():
    fine, vacant, soon, crowded = [BuildingFactory(name=str(n)) for n in (1, 2, 3, 4)]
    for building in (fine, vacant, soon):
        fill(building, [1], 3)
    fill(crowded, [1, 2], 60)
    appoint(fine), appoint(soon, last=today() + timedelta(days=60)), appoint(crowded)
    lines = {line.building: line for line in selectors.roster()}
    assert next(iter(reversed(lines))) == fine
    assert lines[vacant].is_vacant
    assert lines[soon].ends_soon
    assert (lines[crowded].households, lines[crowded].is_overloaded) == (120, True)
    assert not lines[fine].needs_a_hand


def test_each_gap_is_a_line_of_its_own():
    building, empty = BuildingFactory(name="1"), BuildingFactory(name="2")
    fill(building, [1, 2, 3, 4], 1)
    appoint(building, units=(2, 2))
    gaps = [(line.building, line.units) for line in selectors.roster() if line.is_vacant]
    assert gaps == [(building, (1, 1)), (building, (3, 4)), (empty, (1, 99))]


def test_a_section_splits_what_is_too_much():
    building = BuildingFactory()
    fill(building, [1, 2], 60)
    appoint(building, units=(1, 1)), appoint(building, "李建国", units=(2, 2))
    assert [(line.households, line.is_overloaded) for line in selectors.roster()] == [(60, False), (60, False)]


@pytest.mark.parametrize("count", [1, 3])
def test_the_roster_takes_four_queries(django_assert_num_queries, count):
    for _building in range(count):
        building = BuildingFactory()
        fill(building, [1], 2)
        appoint(building)
    with django_assert_num_queries(4):
        assert len(selectors.roster()) == count


def test_living_alone_is_counted_once():
    from residents.models import Tag

    home = HouseholdFactory()
    person = register_person(household=home)
    person.tags.add(Tag.objects.get(slug="living_alone"))
    appoint(home.building)
    assert selectors.roster()[0].living_alone == 1
