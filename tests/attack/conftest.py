"""Fixtures for the attack tests: a community with data in every table."""

from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from community.models import Message, OutgoingText, User
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from residents.models import Resident
from tests.factories import UserFactory, id_number, load_demo
from tests.load.conftest import address, only_server, var_dir

__all__ = ["address", "only_server", "var_dir"]


@pytest.fixture
def community(db: None) -> None:
    """The demo, plus data that it lacks: identity numbers, second phones, texts, former phone numbers."""
    load_demo()
    for place, person in enumerate(Resident.objects.order_by("pk")[:8]):
        person.id_number = id_number(place + 1, date(1951, 3, 7 + place))
        person.phone, person.other_phone = f"1390001{place:04d}", f"1390002{place:04d}"
        person.birth_date, person.remarks = date(1951, 3, 7 + place), f"1390003{place:04d}"
        person.save()
    user = User.objects.get(phone="13800000001")
    user.phone = "13800000009"
    user.save()
    user.phone = "13800000001"
    user.save()
    OutgoingText.objects.create(phone=user.phone, body="code 482913", next_try_at=timezone.now())
    Message.objects.create(user=user, kind="booking", subject="13900050001", body="13900050001")


def staff(role: str | None) -> User:
    """A user with one of the roles; None is a resident."""
    user = UserFactory(is_staff=role is not None, name="高桥", phone="18600000000")
    if role:
        user.groups.add(Group.objects.get(name=role))
    return user


ROLES = {"resident": None, "desk": FRONT_DESK_ROLE, "reader": READ_ONLY, "administrator": ADMINISTRATOR}
