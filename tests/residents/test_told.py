"""What the register tells other apps, and asks of them."""

from datetime import date, timedelta

import pytest

from community.ranges import today
from residents import selectors, services
from residents.models import Resident
from residents.services import register, retention
from tests.factories import BuildingFactory, HouseholdFactory, UserFactory, make_ward, register_person
from tests.steps import refused

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def test_who_moves_away_is_told_of_with_the_day(monkeypatch):
    gone = []
    monkeypatch.setattr(register, "_departures", [lambda who, day: gone.append((who.pk, day))])
    person = register_person(household=HouseholdFactory())
    services.move_out(resident=person, on=today() + 3 * DAY, by=UserFactory())
    assert gone == [(person.pk, today() + 3 * DAY)]


def test_whom_an_app_keeps_is_not_forgotten(monkeypatch):
    kept, other = (register_person(name, household=HouseholdFactory()) for name in ("王秀兰", "李建国"))
    for person in (kept, other):
        person.residences.update(during=("2000-01-01", "2001-01-01"))
    monkeypatch.setattr(retention, "_keepers", [lambda: Resident.objects.filter(pk=kept.pk)])
    assert services.forget() == 1
    assert Resident.objects.get(anonymised_at=None) == kept


def test_who_serves_a_door_on_a_day():
    home = HouseholdFactory(unit=2)
    chosen = {"compound": home.building.compound, "building": home.building, "by": UserFactory()}
    first = services.appoint(
        role="leader", name="王秀兰", first=date(2024, 1, 1), last=date(2025, 12, 31), units=(1, 3), **chosen
    )
    services.appoint(role="leader", name="李建国", first=date(2024, 1, 1), units=(4, 5), **chosen)
    services.appoint(role="grid", name="周平", first=date(2026, 1, 1), **chosen)
    assert list(selectors.serving_door(home, date(2025, 12, 31), role="leader")) == [first]
    assert list(selectors.serving_door(home, date(2026, 1, 1), role="leader")) == []
    assert [each.name for each in selectors.serving_door(home, date(2026, 1, 1))] == ["周平"]
    assert list(selectors.serving_door(HouseholdFactory(building=BuildingFactory()), date(2025, 1, 1))) == []


def test_only_a_guardian_answers_for_a_child():
    parent = UserFactory()
    child = make_ward(parent)
    services.require_guardian(parent, [child.pk])
    services.require_guardian(UserFactory(), [])
    for user, children in ((UserFactory(), [child.pk]), (parent, [child.pk, child.pk + 1000])):
        refused("not_guardian", services.require_guardian, user, children)
