"""The children's room in the admin: mostly read-only; changes go through the services."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from childcare.models import Barred, CarePattern, Carer, CareSession, CareSheet, SheetReveal
from community.ranges import DAY, today
from community.registers.roles import READ_ONLY
from tests.childcare.factories import CarerFactory, CareRoomFactory, drop_off, fetch, make_open_session, make_sheet
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in
from tests.volunteers.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

LISTS = (
    *("carerules", "ratioband", "consenttext", "carer", "station", "caresession", "carepattern", "breach", "family"),
    *("caresheet", "barred", "dropin", "pickup", "alarm", "incident", "offlinehandover"),
)


def url(model: str, page: str = "changelist", *args: object) -> str:
    return reverse(f"admin:childcare_{model}_{page}", args=args)


@pytest.mark.parametrize("model", LISTS)
def test_every_list_opens(client: Client, model: str) -> None:
    fetch(*drop_off(make_open_session()))
    log_in(client, StaffFactory())
    assert client.get(url(model), follow=True).status_code == 200


def test_a_session_shows_its_duties_and_stays_and_changes_nothing(client: Client) -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    log_in(client, StaffFactory())
    assert client.get(url("caresession", "change", session.pk)).status_code == 200
    for model, pk in (("caresession", session.pk), ("dropin", stay.pk)):
        assert client.post(url(model, "change", pk), {}).status_code == 403
        assert client.post(url(model, "delete", pk), {"post": "yes"}).status_code == 403


def test_a_carer_gets_a_pin_that_nobody_reads(client: Client) -> None:
    log_in(client, StaffFactory())
    form = {"volunteer": VolunteerFactory().pk, "trained_on": today() - DAY, "checked_until": today() + DAY}
    response = client.post(url("carer", "add"), form | {"is_active": "on", "pin": "1111"})
    assert response.status_code == 422
    assert client.post(url("carer", "add"), form | {"is_active": "on", "pin": "2468"}).status_code == 302
    carer = Carer.objects.get()
    assert carer.has_pin("2468")
    assert "2468" not in client.get(url("carer", "change", carer.pk)).content.decode()


def test_whoever_only_looks_sees_no_check_and_no_pin(client: Client) -> None:
    carer = CarerFactory(training="急救培训")
    user = log_in(client, UserFactory(is_staff=True))
    user.groups.add(Group.objects.get(name=READ_ONLY))
    page = client.get(url("carer", "change", carer.pk)).content.decode()
    assert "急救培训" not in page
    assert "PIN" not in page


def test_a_weekly_opening_begins_and_ends_here(client: Client) -> None:
    log_in(client, StaffFactory())
    form = {
        "room": CareRoomFactory().pk,
        "weekdays": ["0", "1", "2", "3", "4", "5", "6"],
        "starts": "14:00",
        "ends": "16:00",
        "places": 5,
        "kind": "usual",
        "first_day": today() + DAY,
        "last_day": "",
    }
    assert client.post(url("carepattern", "add"), form).status_code == 302
    assert CareSession.objects.exists()
    pattern = CarePattern.objects.get()
    last = {"last_day": today() + DAY}
    assert client.post(url("carepattern", "change", pattern.pk), last).status_code == 302
    assert not CareSession.objects.taking_place().filter(date__gt=today() + DAY).exists()


def test_notes_on_health_are_shown_with_a_reason_and_leave_a_row(client: Client) -> None:
    sheet = make_sheet(allergies="花生")
    staff = log_in(client, StaffFactory())
    asked = {"action": "reveal", "_selected_action": [sheet.pk]}
    assert "花生" not in client.post(url("caresheet"), asked).content.decode()
    response = client.post(url("caresheet"), asked | {"reason": "家长来电询问"})
    assert "花生" in response.content.decode()
    assert "花生" not in client.get(url("caresheet")).content.decode()
    assert SheetReveal.objects.get().by == staff


def test_a_special_need_costs_a_third_of_a_carer_more(client: Client) -> None:
    sheet = make_sheet()
    log_in(client, StaffFactory())
    client.post(url("caresheet"), {"action": "one_more_third", "_selected_action": [sheet.pk]})
    assert CareSheet.objects.get().extra_points == 70
    client.post(url("caresheet"), {"action": "no_extra", "_selected_action": [sheet.pk]})
    assert CareSheet.objects.get().extra_points == 0


def test_two_of_the_staff_bar_somebody_together(client: Client) -> None:
    sheet, first, second = make_sheet(), StaffFactory(), StaffFactory()
    log_in(client, first)
    form = {"sheet": sheet.pk, "name": "周父", "paper": "（2026）陕01 民初1号", "second_phone": second.phone}
    assert client.post(url("barred", "add"), form | {"second_password": "wrong"}).status_code == 200
    own = {"second_phone": first.phone, "second_password": "correct horse"}
    assert client.post(url("barred", "add"), form | own).status_code == 422
    assert client.post(url("barred", "add"), form | {"second_password": "correct horse"}).status_code == 302
    row = Barred.objects.get()
    assert (row.first_by, row.second_by) == (first, second)
    client.post(url("barred"), {"action": "lift", "_selected_action": [row.pk]})
    row.refresh_from_db()
    assert row.lifted_at is not None


def test_the_workbook_has_figures_and_no_name(client: Client) -> None:
    session = make_open_session()
    drop_off(session)
    log_in(client, StaffFactory())
    response = client.post(url("caresession"), {"action": "export", "_selected_action": [session.pk]})
    assert response["Content-Type"].endswith("sheet")
