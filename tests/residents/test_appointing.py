"""Appointing a resident: chosen from distinguishable lines, with the look at name and phone recorded."""

import pytest
from django.urls import reverse

from community.models import User
from community.ranges import today
from residents import services
from residents.models import Appointment, Reveal
from tests.factories import BuildingFactory, HouseholdFactory, StaffFactory, UserFactory, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db

ADD = "admin:residents_appointment_add"


@pytest.fixture
def chief(client) -> User:
    return log_in(client, StaffFactory())


@pytest.fixture
def wang():
    home = HouseholdFactory(building=BuildingFactory(name="3"), unit=1, room="101")
    return register_person("王秀兰", household=home, phone="13900000001")


def typed(building, **more) -> dict[str, object]:
    return {
        "role": "leader",
        "name": "",
        "phone": "",
        "compound": building.compound_id,
        "building": building.pk,
        "first_unit": 1,
        "last_unit": 99,
        "first_day": today().isoformat(),
        "last_day": "",
    } | more


def looks() -> set[str]:
    return set(Reveal.objects.values_list("field", flat=True))


def test_the_form_begins_with_today_and_the_one_compound(client, chief, wang):
    form = client.get(reverse(ADD), {"role": "leader"}).context["adminform"].form
    assert (form.initial["first_day"], form.initial["role"]) == (today(), "leader")
    assert form.initial["compound"] == wang.residences.get().household.building.compound_id


def test_a_resident_is_offered_in_a_line_that_tells_them_from_others(client, chief, wang):
    register_person("王秀兰")
    asked = {"app_label": "residents", "model_name": "appointment", "field_name": "resident", "term": "wxl"}
    offered = client.get(reverse("admin:autocomplete"), asked).json()["results"]
    assert [each["text"] for each in offered] == ["王** · 3-1-101 · 139****0001", "王**"]


def test_choosing_a_resident_gives_name_and_phone_and_leaves_a_row_each(client, chief, wang):
    answer = client.post(reverse("admin:residents_contact"), {"resident": wang.pk})
    assert answer.json() == {"name": "王秀兰", "phone": "13900000001"}
    assert looks() == {"name", "phone"}
    assert set(Reveal.objects.values_list("by", "resident")) == {(chief.pk, wang.pk)}


def test_an_empty_name_is_filled_when_the_form_is_saved(client, chief, wang):
    building = wang.residences.get().household.building
    assert client.post(reverse(ADD), typed(building, resident=wang.pk)).status_code == 302
    appointment = Appointment.objects.get()
    assert (appointment.name, appointment.phone, looks()) == ("王秀兰", "13900000001", {"name", "phone"})
    page = client.get(reverse("admin:residents_appointment_change", args=[appointment.pk])).content.decode()
    assert "王** · 3-1-101 · 139****0001" in page  # the one chosen stands there in the same line


def test_what_was_typed_stays_and_nobody_looks(client, chief, wang):
    building = wang.residences.get().household.building
    client.post(reverse(ADD), typed(building, resident=wang.pk, name="王大姐", phone="029-1"))
    assert (Appointment.objects.get().name, Appointment.objects.get().phone, looks()) == ("王大姐", "029-1", set())


def test_somebody_must_be_named(client, chief, wang):
    building = wang.residences.get().household.building
    assert "请填写姓名" in client.post(reverse(ADD), typed(building)).content.decode()
    assert not Appointment.objects.exists()


def test_a_second_leader_is_refused_with_whose_term_it_is(client, chief, wang):
    building = wang.residences.get().household.building
    client.post(reverse(ADD), typed(building, name="李建国"))
    answer = client.post(reverse(ADD), typed(building, resident=wang.pk))
    assert answer.status_code in (200, 409)
    assert "李建国" in answer.content.decode()
    assert (Appointment.objects.count(), looks()) == (1, set())


def test_the_contact_is_given_to_who_appoints_alone(client, wang):
    url = reverse("admin:residents_contact")
    assert client.post(url, {"resident": wang.pk}).status_code == 302
    log_in(client, UserFactory(is_staff=True))
    assert client.post(url, {"resident": wang.pk}).status_code == 403
    log_in(client, StaffFactory())
    assert client.get(url).status_code == 405
    for nobody in ("", "x", "999999", "9" * 40):
        assert client.post(url, {"resident": nobody}).status_code == 404
    assert not Reveal.objects.exists()


def test_who_may_not_look_types_the_name(wang):
    building = wang.residences.get().household.building
    details = {"role": "leader", "name": "", "first": today(), "compound": building.compound, "building": building}
    refused("not_allowed", services.appoint, by=UserFactory(), resident=wang, **details)
    assert not Appointment.objects.exists()
