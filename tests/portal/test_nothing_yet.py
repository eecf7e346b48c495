"""Pages of a portal without data: they say what is missing, and lead whoever may add it to the form."""

import pytest
from django.urls import reverse

from tests.factories import RoomFactory, StaffFactory, UserFactory
from tests.steps import log_in

pytestmark = pytest.mark.django_db

OF_ROOMS = ("rooms_now", "day_grid", "find_time", "board", "desk_book", "desk_series", "stock_rooms", "care_open")
LED_TO = [
    *((page, "admin:rooms_room_add") for page in OF_ROOMS),
    ("item_labels", "gift_desk"),
    ("duty_roster", "admin:volunteers_post_add"),
    ("duty_join", "admin:volunteers_dutyrules_add"),
    ("duty_team", "admin:volunteers_dutyteam_add"),
    ("residents", "admin:residents_registerimport_add"),
    ("care_sessions", "admin:childcare_carepattern_add"),
    ("fund", "admin:fund_account_add"),
]


@pytest.mark.parametrize(("page", "first_step"), LED_TO)
def test_who_may_add_what_is_missing_is_led_there(client, page, first_step):
    log_in(client, StaffFactory())
    assert f'href="{reverse(first_step)}"' in client.get(reverse(page)).content.decode()


@pytest.mark.parametrize("page", ["rooms_now", "day_grid", "find_time", "board", "duty_join", "fund"])
def test_nobody_else_is_led_into_the_admin(client, page):
    assert reverse("admin:index") not in client.get(reverse(page), follow=True).content.decode()
    log_in(client, UserFactory())
    answer = client.get(reverse(page), follow=True)
    assert answer.status_code == 200
    assert reverse("admin:index") not in answer.content.decode()


@pytest.mark.parametrize("page", OF_ROOMS)
def test_with_a_room_the_first_step_is_done(client, page):
    RoomFactory()
    log_in(client, StaffFactory())
    assert reverse("admin:rooms_room_add") not in client.get(reverse(page)).content.decode()
