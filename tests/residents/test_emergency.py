"""Emergency contacts: with consent, masked, and deleted without it."""

from datetime import timedelta

import pytest
from django.urls import reverse

from community.ranges import today
from residents import personal_data, services
from residents.models import EmergencyContact, LoginMatch, Resident, Reveal
from residents.rules.emergency import MOST_CONTACTS, tidy_number
from tests.factories import StaffFactory, UserFactory, register_person
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def note(resident: Resident, phone: str = "13900001111", **given: object) -> EmergencyContact:
    said = {"name": "诸葛孔明", "relation": "child", "consented_on": today(), "by": StaffFactory()} | given
    return services.note_emergency_contact(resident=resident, phone=phone, **said)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("139 0000-1111", "13900001111"),
        ("（029）8765 4321", "02987654321"),
        ("8765432", "8765432"),
        ("+49 30 1234567", "+49301234567"),
        ("１３９００００１１１１", "13900001111"),
        ("1390000111", None),
        ("无", None),
        ("", None),
    ],
)
def test_a_number_is_one_that_can_be_rung(typed, kept):
    assert tidy_number(typed) == kept


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "name_needed"),
        ({"phone": "无"}, "number_wrong"),
        ({"consented_on": today() + timedelta(days=2)}, "consent_ahead"),
    ],
)
def test_what_is_no_contact_is_refused(given, code):
    refused(code, note, register_person(), **given)
    assert not EmergencyContact.objects.exists()


def test_a_number_is_noted_once_and_no_more_than_three_in_all():
    resident = register_person()
    for place in range(MOST_CONTACTS - 1):
        note(resident, f"1390000222{place}")
    refused("contact_known", note, resident, "139 0000 2220")
    note(resident)
    refused("too_many", note, resident, "13900003333")


def test_who_may_not_change_the_register_notes_and_drops_nobody():
    contact = note(register_person())
    refused("not_allowed", note, contact.resident, "13900002222", by=UserFactory())
    refused("not_allowed", services.drop_emergency_contact, contact=contact, by=UserFactory())
    services.drop_emergency_contact(contact=contact, by=StaffFactory())
    assert not EmergencyContact.objects.exists()


def test_of_two_records_of_one_person_nobody_to_ring_is_lost_and_nobody_stands_twice():
    keep, other = register_person(), register_person()
    note(keep)
    note(other)
    note(other, "13900002222")
    services.merge_residents(keep=keep, other=other, by=StaffFactory())
    other.refresh_from_db()
    assert set(keep.emergency_contacts.values_list("phone", flat=True)) == {"13900001111", "13900002222"}
    assert note(other, "13900003333").resident == keep


def test_the_page_masks_them_until_somebody_says_why_they_look(client):
    contact = note(register_person())
    page = reverse("resident", args=[contact.resident_id])
    log_in(client, StaffFactory())
    shown = client.get(page).content.decode()
    assert "139****1111" in shown
    assert "诸葛孔明" not in shown
    client.post(page, {"field": "to_ring", "reason": "跌倒了"})
    assert client.post(page, {"field": "to_ring", "reason": "在楼下跌倒了"}).status_code == 302
    assert "诸葛孔明 13900001111" in client.get(page).content.decode()
    assert Reveal.objects.get().field == "to_ring"


def test_the_admin_notes_and_drops_by_the_services(client):
    resident = register_person()
    log_in(client, StaffFactory())
    form = {"resident": resident.pk, "name": "李丽", "relation": "child", "phone": "139 0000 1111"}
    add = reverse("admin:residents_emergencycontact_add")
    assert client.post(add, form | {"consented_on": f"{today()}"}).status_code == 302
    contact = EmergencyContact.objects.get()
    assert (contact.phone, contact.noted_by_id) == ("13900001111", int(client.session["_auth_user_id"]))
    assert client.post(add, form | {"consented_on": f"{today()}"}).status_code in (200, 409)
    drop = reverse("admin:residents_emergencycontact_delete", args=[contact.pk])
    assert client.post(drop, {"post": "yes"}).status_code == 302
    assert not EmergencyContact.objects.exists()


def test_whoever_is_in_the_register_reads_whom_the_centre_would_ring():
    user, resident = UserFactory(), register_person()
    LoginMatch.objects.create(user=user, resident=resident, name=user.name, last4="0000", state="matched")
    note(resident)
    assert personal_data.export(user)["resident"]["emergency_contacts"][0]["phone"] == "13900001111"
