"""Who is responsible for a building: found by anyone in two taps."""

from datetime import date

import pytest
from django.urls import reverse

from community.models import Centre
from residents import services
from residents.models import Appointment, Building, LoginMatch
from tests.factories import BuildingFactory, HouseholdFactory, UserFactory, register_person
from tests.reading import words
from tests.steps import log_in

pytestmark = pytest.mark.django_db


def appoint(name: str, building: Building | None, *, public: bool = True, phone: str = "", **fields) -> Appointment:
    compound = fields.pop("compound", building.compound if building else None)
    return services.appoint(
        role=fields.pop("role", Appointment.Role.LEADER), name=name, first=date(2024, 1, 1), by=UserFactory(),
        compound=compound, building=building, phone=phone, is_public=public, is_phone_public=bool(phone),
    )  # fmt: skip


@pytest.fixture
def three() -> list[Building]:
    """Buildings 1 to 3: 王秀兰 leads the first, 李建国 the second unnamed in public, nobody the third."""
    buildings = [BuildingFactory(name=str(number)) for number in (1, 2, 3)]
    appoint("王秀兰", buildings[0], phone="19800000000")
    appoint("李建国", buildings[1], public=False)
    appoint("徐警官", None, compound=buildings[0].compound, role=Appointment.Role.POLICE)
    return buildings


def found(client, **query) -> list[str]:
    return [servant.name for servant in client.get(reverse("leaders"), query).context["servants"]]


def test_a_building_shows_its_leader_first_and_who_serves_the_compound(client, three):
    assert found(client, building=three[0].pk) == ["王秀兰", "徐警官"]
    page = client.get(reverse("leaders"), {"building": three[0].pk}).content.decode()
    assert 'href="tel:19800000000"' in page
    assert page.count('aria-current="true"') == 1


def test_each_building_is_chosen_by_its_number(client, three):
    page = words(client.get(reverse("leaders")))
    assert f"{three[0].name}{three[0]}" in page  # what is seen, and what is heard


def test_a_leader_who_is_not_public_is_not_named_but_the_way_is(client, three):
    Centre.objects.create(name="中心", address="路1号", phone="029-1", hours="每天")
    response = client.get(reverse("leaders"), {"building": three[1].pk})
    page = response.content.decode()
    assert "李建国" not in page
    assert reverse("my_door") in page
    assert "tel:029-1" in page


@pytest.mark.parametrize(
    ("query", "names"),
    [("1", ["王秀兰"]), ("1栋", ["王秀兰"]), ("1-2-301", ["王秀兰"]), ("秀兰", ["王秀兰"]), ("2", []), ("李建国", [])],
)
def test_search_takes_a_number_or_a_name(client, three, query, names):
    assert found(client, q=query) == names


@pytest.mark.parametrize("building", ["", "x", "999999", "'; --"])
def test_without_a_building_that_exists_all_are_listed(client, three, building):
    assert found(client, building=building) == ["王秀兰", "徐警官"]


def test_whoever_is_matched_sees_their_own_building_at_once(client, three):
    user = UserFactory()
    person = register_person(household=HouseholdFactory(building=three[0]))
    LoginMatch.objects.create(user=user, resident=person, name=user.name, last4="0000", state=LoginMatch.State.MATCHED)
    log_in(client, user)
    response = client.get(reverse("leaders"))
    assert (response.context["building"], response.context["is_home"]) == (three[0], True)
    assert client.get(reverse("leaders"), {"building": ""}).context["building"] is None


@pytest.mark.parametrize("count", [1, 3])
def test_any_number_of_buildings_takes_two_queries(client, django_assert_num_queries, count):
    for _each in range(count):
        appoint("王秀兰", BuildingFactory())
    client.get(reverse("leaders"))
    with django_assert_num_queries(2):
        client.get(reverse("leaders"))
