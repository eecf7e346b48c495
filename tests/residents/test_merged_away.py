"""Changes to a merged record are applied to the remaining one, even concurrently."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from django.db import connection

from classes import services as classes
from residents import services
from residents.models import Appointment, Guardianship, LoginMatch, Residence, Resident, Reveal
from tests.factories import HouseholdFactory, StaffFactory, UserFactory, make_class, register_person
from tests.steps import refused
from tests.volunteers.factories import duty_rules
from volunteers import services as duty

ON = date(2024, 5, 1)


@pytest.fixture
def staff(db):
    return StaffFactory()


@pytest.fixture
def pair(staff):
    """A record that stands, and one that was merged into it as somebody still holds it."""
    keep, other = register_person(), register_person()
    services.merge_residents(keep=keep, other=other, by=staff)
    return keep, Resident.objects.defer("merged_into").get(pk=other.pk)


def test_everything_lands_on_the_record_that_stands(pair, staff):
    keep, gone = pair
    home = HouseholdFactory()
    assert services.move_in(resident=gone, household=home, on=ON, by=staff).resident == keep
    made = services.appoint(
        role="grid", name="王秀兰", first=ON, by=staff, compound=home.building.compound, resident=gone
    )
    assert made.resident == keep
    waiting = LoginMatch.objects.create(user=UserFactory(), name="王秀兰", state="waiting")
    assert services.settle_match(match=waiting, resident=gone, by=staff).resident == keep
    child = register_person("赵小石")
    assert services.name_guardian(guardian=gone, child=child, by=staff).guardian == keep
    services.reveal(resident=gone, field="phone", reason="核对电话", by=staff)
    assert Reveal.objects.get().resident == keep
    services.move_out(resident=gone, on=date(2025, 1, 1), by=staff)
    assert keep.residences.get().during.upper == date(2025, 1, 1)


def test_what_other_apps_hang_on_a_person_lands_there_too(pair, staff):
    keep, gone = pair
    duty_rules()
    assert duty.join(resident=gone, by=staff, rules_version=1).resident == keep
    refused("member_already", duty.join, resident=gone, by=staff, rules_version=1)
    seat = classes.enrol_walk_in(interest_class=make_class(), resident=gone, by=staff)
    assert seat.resident == keep


def test_the_empty_record_is_not_written_again(pair, staff):
    _keep, gone = pair
    gone.name = "王秀兰"
    refused("merged_away", services.save_resident, resident=gone, by=staff)


def test_nobody_is_their_own_guardian(pair, staff):
    keep, gone = pair
    refused("same_person", services.name_guardian, guardian=keep, child=gone, by=staff)
    assert not Guardianship.objects.exists()


@pytest.mark.slow
@pytest.mark.django_db(transaction=True)
def test_in_a_race_too():
    staff = StaffFactory()
    for _again in range(6):
        keep, other, home = register_person(), register_person(), HouseholdFactory()
        ready = Barrier(3)

        def run(verb, ready=ready, **arguments):
            ready.wait()
            try:
                return verb(by=staff, **arguments)
            finally:
                connection.close()

        place = {"compound": home.building.compound, "resident": other}
        with ThreadPoolExecutor(3) as pool:
            begun = [
                pool.submit(run, services.merge_residents, keep=keep, other=other),
                pool.submit(run, services.move_in, resident=other, household=home, on=ON),
                pool.submit(run, services.appoint, role="grid", name="王秀兰", first=ON, **place),
            ]
            for each in begun:
                each.result()
        assert not Residence.objects.filter(resident=other).exists()
        assert not Appointment.objects.filter(resident=other).exists()
