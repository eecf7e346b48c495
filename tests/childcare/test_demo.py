"""The demo's children's room."""

from datetime import date, time

import pytest
from django.test import Client

from childcare import selectors
from childcare.models import CareDuty, CareSheet, CareWaiting, ConsentText, DropIn
from community.demo import load_centre, load_logins
from community.models import User
from community.ranges import at
from residents.demo import load_register
from rooms.demo import load_rooms
from tests.childcare.tablet import open_tablet

pytestmark = [pytest.mark.slow, pytest.mark.django_db]

TUESDAY = date(2026, 11, 24)


def load(**how: bool) -> None:
    from childcare.demo import load_childcare
    from volunteers.demo import load_duty

    load_centre()
    people = load_logins()
    load_rooms()
    load_register(people[0], people[0])
    administrator = User.objects.get(is_superuser=True)
    load_duty(people, administrator)
    load_childcare(people, administrator, **how)


@pytest.mark.parametrize("hour", [7, 20, 23])
def test_at_night_nobody_is_left_in_a_closed_house(come_to, hour) -> None:
    come_to(at(TUESDAY, time(hour)))
    load()
    assert selectors.current_session() is None
    assert not DropIn.objects.exists()
    assert CareSheet.objects.count() == 4


@pytest.mark.parametrize(("hour", "how"), [(10, {}), (15, {}), (23, {"at_any_hour": True})])
def test_open_now_with_three_inside_one_overdue_and_one_waiting(client: Client, come_to, hour, how) -> None:
    come_to(at(TUESDAY, time(hour)))
    load(**how)
    session = selectors.current_session()
    assert session is not None
    inside = selectors.inside(session)
    assert len(inside) == DropIn.objects.count() == 3
    assert [each.is_overdue for each in inside] == [True, False, False]
    assert [each.allergies for each in inside if each.allergies] == ["花生"]
    assert CareDuty.objects.on().count() == 2
    assert CareWaiting.objects.count() == 1
    assert ConsentText.objects.count() == 5
    open_tablet(client, session)
    assert len(client.get("/childcare/door/roll/list/").json()["inside"]) == 3
