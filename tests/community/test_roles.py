"""Each role sees exactly what it should in the admin."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from community.models import User
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

OWN = [
    model for model in admin.site._registry if model._meta.app_label not in ("auth", "axes", "django_tasks_database")
]


def logged_in(client, role: str | None) -> User:
    user = UserFactory(is_staff=role is not None)
    if role:
        user.groups.add(Group.objects.get(name=role))
    log_in(client, user)
    return user


def page(model: type, verb: str) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{verb}")


# Whole registers, as files, and the official seal: only who may import, export or keep them.
NOT_FOR_READERS = {"RegisterImport", "RegisterExport", "RosterImport", "GiftImport", "OfficialSeal"}


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_an_administrator_and_a_reader_see_every_list(client, model):
    for role in (ADMINISTRATOR,) if model.__name__ in NOT_FOR_READERS else (ADMINISTRATOR, READ_ONLY):
        logged_in(client, role)
        # The one set of rules leads straight to itself.
        assert client.get(page(model, "changelist"), follow=True).status_code == 200


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_a_reader_adds_nothing(client, model):
    logged_in(client, READ_ONLY)
    assert client.get(page(model, "add")).status_code == 403


@pytest.mark.parametrize("model", OWN, ids=lambda model: model.__name__)
def test_a_resident_sees_no_list(client, model):
    logged_in(client, None)
    assert client.get(page(model, "changelist")).url.startswith(reverse("admin:login"))


def test_the_front_desk_sees_its_own(client):
    logged_in(client, FRONT_DESK_ROLE)
    seen = {model.__name__ for model in OWN if client.get(page(model, "changelist")).status_code == 200}
    assert {"Booking", "Closure", "Strike", "Notice", "User"} <= seen
    assert not {"BookingPolicy", "OutgoingText"} & seen
    assert client.get(reverse("desk")).status_code == 200


def test_the_desk_is_closed_to_readers_and_residents(client):
    for role in (READ_ONLY, None):
        logged_in(client, role)
        assert client.get(reverse("desk")).status_code == 403


def test_nobody_makes_a_superuser_but_one(client):
    user = logged_in(client, ADMINISTRATOR)
    form = {"name": user.name, "phone": user.phone, "language": "en", "is_active": "on", "is_superuser": "on"}
    client.post(reverse("admin:community_user_change", args=[user.pk]), form)
    user.refresh_from_db()
    assert not user.is_superuser


def test_an_administrator_leaves_superusers_alone(client):
    logged_in(client, ADMINISTRATOR)
    above = StaffFactory()
    client.post(reverse("admin:community_user_change", args=[above.pk]), {"name": "x", "phone": "13900000000"})
    above.refresh_from_db()
    assert above.name == "周平"


def test_lists_show_masked_numbers_and_find_by_initials(client):
    logged_in(client, READ_ONLY)
    UserFactory(name="阿依古丽", phone="13712345678")
    shown = client.get(page(User, "changelist"), {"q": "aygl"}).content.decode()
    assert "137****5678" in shown
    assert "13712345678" not in shown


def test_staff_who_were_added_can_log_in(client):
    log_in(client, StaffFactory())
    form = {
        "phone": "13712345678",
        "name": "何敏",
        "password1": "tea with neighbours",
        "password2": "tea with neighbours",
    }
    assert client.post(page(User, "add"), form).status_code == 302
    assert User.objects.get(phone="13712345678").check_password("tea with neighbours")
