"""The tablet's pages for dropping children off."""

from datetime import timedelta

import pytest
from django.utils import timezone

from childcare import services
from childcare.enums import Purpose
from childcare.models import CareDuty, CareSession, CareSheet, CareWaiting, DropIn, Station, TurnedAway
from tests.childcare.factories import (
    carer_on,
    drop_off,
    fetch,
    guardian_of,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.childcare.tablet import PIN, make_tablet, open_tablet, take_in
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def session() -> CareSession:
    return make_open_session()


def test_a_browser_that_nobody_registered_is_no_tablet(client, session):
    answer = client.get("/childcare/door/")
    assert (answer.status_code, "小雨" in answer.text) == (403, False)
    assert client.get("/childcare/door/locked/").status_code == 403


def test_a_pin_opens_the_tablet_and_four_minutes_of_rest_lock_it(client, session, come_to):
    make_sheet()
    come_to(timezone.now())
    open_tablet(client, session)
    assert client.get("/childcare/door/").status_code == 200
    come_to(timezone.now() + timedelta(minutes=4, seconds=1))
    assert client.get("/childcare/door/").headers["Location"] == "/childcare/door/locked/"


@pytest.mark.parametrize(
    ("wanted", "found"), [("/childcare/door/roll/", "/childcare/door/roll/"), ("//elsewhere.cn/", "/childcare/door/")]
)
def test_whoever_was_led_to_the_pin_by_the_roll_call_is_led_back(client, session, wanted, found):
    make_tablet(client)
    carer = carer_on(session)
    services.set_pin(carer=carer, pin=PIN, by=StaffFactory())
    assert f'value="{wanted}"' in client.get(f"/childcare/door/locked/?next={wanted}").text
    answer = client.post("/childcare/door/locked/", {"carer": carer.pk, "pin": PIN, "next": wanted})
    assert answer.headers["Location"] == found


def test_looking_at_the_locked_page_keeps_nothing_open(client, session, come_to):
    come_to(timezone.now())
    open_tablet(client, session)
    come_to(timezone.now() + timedelta(minutes=3))
    client.get("/childcare/door/locked/")
    come_to(timezone.now() + timedelta(minutes=2))
    assert client.get("/childcare/door/").status_code == 302


def test_a_wrong_pin_opens_nothing_and_five_wait(client, session):
    make_tablet(client)
    carer = carer_on(session)
    services.set_pin(carer=carer, pin=PIN, by=StaffFactory())
    wrong = [client.post("/childcare/door/locked/", {"carer": carer.pk, "pin": "0001"}) for _time in range(6)]
    assert [each.status_code for each in wrong] == [422] * 5 + [429]
    assert client.get("/childcare/door/").status_code == 302


def test_a_tablet_that_was_taken_away_shows_nothing_at_once(client, session):
    open_tablet(client, session)
    services.revoke_station(station=Station.objects.get(), by=StaffFactory())
    assert client.get("/childcare/door/").status_code == 403


def test_a_carer_who_is_not_signed_on_sees_no_child(client, session):
    drop_off(session)
    other = sign_on(session).carer
    services.sign_off_carer(duty=other.duties.get(), by=None)
    open_tablet(client, carer=other)
    assert client.get("/childcare/door/").headers["Location"] == "/childcare/door/carers/"
    assert "小雨" not in client.get("/childcare/door/carers/").text


def test_a_family_is_found_by_its_letter_initials_and_child(client, session):
    sheet = make_sheet(UserFactory(name="周平"))
    open_tablet(client, session)
    assert "小雨" in client.get("/childcare/door/?letter=Z").text
    assert "小雨" not in client.get("/childcare/door/?letter=A").text
    for typed in ("zp", "zhoup", "小雨"):
        assert f"/families/{sheet.family_id}/" in client.post("/childcare/door/", {"code": typed}).text
    found = client.post("/childcare/door/", {"code": sheet.family.code})
    assert found.headers["Location"] == f"/childcare/door/families/{sheet.family_id}/"


def test_two_children_are_taken_in_and_the_pass_is_shown_for_five_minutes(client, session, come_to):
    mother = UserFactory()
    one, two = make_sheet(mother), make_sheet(mother, name="周小满")
    come_to(timezone.now())
    open_tablet(client, session)
    page = client.get(f"/childcare/door/families/{one.family_id}/").text
    assert page.count("checked") >= 2
    answer = take_in(client, one, two)
    given = client.get(answer.headers["Location"])
    assert [word in given.text for word in DropIn.objects.first().day_pass.words] == [True, True]
    assert DropIn.objects.inside().count() == 2
    come_to(timezone.now() + timedelta(minutes=6))
    client.post("/childcare/door/locked/", {"carer": carer_on(session).pk, "pin": PIN})
    assert client.get(answer.headers["Location"]).status_code == 404


def test_a_child_of_another_family_is_not_taken_in_with_this_one(client, session):
    one, other = make_sheet(), make_sheet(name="周小满")
    open_tablet(client, session)
    take_in(client, one, other)
    take_in(client, one, sheet=[other.pk])
    assert not DropIn.objects.filter(sheet=other).exists()


def test_no_proxy_and_no_tablet_keeps_a_page_of_the_door(client, session):
    open_tablet(client, session)
    assert "no-store" in client.get("/childcare/door/")["Cache-Control"]


def test_a_medicine_is_read_at_the_door(client, session):
    sheet = make_sheet()
    words = {"called": "小雨", "contacts": [{"name": "周平", "phone": "13900000009", "kin": "mother"}]}
    services.save_care_sheet(by=guardian_of(sheet), child=sheet.child, health={"medicine": "哮喘喷雾"}, **words)
    open_tablet(client, session)
    assert "哮喘喷雾" in client.get(f"/childcare/door/families/{sheet.family_id}/").text


def test_an_allergy_stands_in_red_and_is_read_before_the_last_tap(client, session):
    sheet = make_sheet(allergies="花生")
    open_tablet(client, session)
    page = client.get(f"/childcare/door/families/{sheet.family_id}/").text
    assert "care-allergy" in page
    assert "花生" in page
    assert take_in(client, sheet).status_code == 422
    assert take_in(client, sheet, allergies_read="yes").status_code == 302


def test_siblings_come_in_all_or_none(client):
    session = make_open_session(places=1)
    mother = UserFactory()
    one, two = make_sheet(mother), make_sheet(mother, name="周小满")
    open_tablet(client, session)
    assert take_in(client, one, two).status_code == 409
    assert not DropIn.objects.exists()


def test_without_a_second_carer_it_says_what_is_missing_and_offers_to_wait(client):
    session = make_open_session(carers=1)
    sheet = make_sheet()
    open_tablet(client, session)
    answer = take_in(client, sheet)
    assert answer.status_code == 409
    assert f"/childcare/door/families/{sheet.family_id}/wait/" in answer.text
    client.post(f"/childcare/door/families/{sheet.family_id}/wait/", {"sheet": sheet.pk})
    assert CareWaiting.objects.get().family == sheet.family


def test_the_same_form_sent_twice_takes_a_child_in_once(client, session):
    sheet = make_sheet()
    open_tablet(client, session)
    assert [take_in(client, sheet, key="k").status_code for _time in range(2)] == [302, 302]
    assert DropIn.objects.count() == 1


def test_fever_is_noted_and_nobody_comes_in(client, session):
    sheet = make_sheet()
    open_tablet(client, session)
    client.post(f"/childcare/door/children/{sheet.pk}/away/", {"reason": "fever"})
    client.post(f"/childcare/door/children/{sheet.pk}/away/", {"reason": "nonsense"})
    assert TurnedAway.objects.get().reason == "fever"


def test_a_stay_longer_than_the_session_cannot_be_tapped(client):
    session = make_session(hours=1, start=-timedelta(minutes=20))
    for _number in range(2):
        sign_on(session)
    sheet = make_sheet()
    open_tablet(client, session)
    assert take_in(client, sheet, until="60").status_code == 422
    assert take_in(client, sheet, until="nonsense").status_code == 422
    assert take_in(client, sheet, until="end").status_code == 302
    assert DropIn.objects.get().due_at == session.ends_at


@pytest.mark.parametrize("families", [1, 3])
def test_the_door_asks_as_much_for_one_family_as_for_many(client, session, families, django_assert_num_queries):
    for number in range(families):
        guardian = UserFactory(name="周平")
        drop_off(session, make_sheet(guardian, name=f"周小{'一二三'[number]}"))
    open_tablet(client, session)
    client.get("/childcare/door/?letter=Z")
    with django_assert_num_queries(DOOR_QUERIES):
        client.get("/childcare/door/?letter=Z")


DOOR_QUERIES = 6


def test_a_carer_signs_on_and_off_at_the_tablet(client, session):
    carer = sign_on(session).carer
    open_tablet(client, carer=carer)
    duty = carer.duties.get()
    assert client.post(f"/childcare/door/carers/{duty.pk}/off/").status_code == 302
    assert not carer.duties.on().exists()
    assert "data-wipe" in client.get("/childcare/door/locked/?signed=off").text
    client.post("/childcare/door/locked/", {"carer": carer.pk, "pin": PIN})
    client.post("/childcare/door/carers/on/")
    assert carer.duties.on().exists()


def test_the_second_carer_does_not_leave_with_a_child_inside_unless_it_is_said_to_be_a_breach(client, session):
    drop_off(session)
    carer = open_tablet(client, session)
    duty = carer.duties.on().get()
    stays = client.post(f"/childcare/door/carers/{duty.pk}/off/")
    assert stays.status_code == 409
    client.post(f"/childcare/door/carers/{duty.pk}/off/", {"reason": "发烧"})
    session.refresh_from_db()
    assert session.is_in_breach
    open_tablet(client, carer=CareDuty.objects.on().get(session=session).carer)
    assert "照看人不够，暂不接收孩子" in client.get("/childcare/door/").text


@pytest.mark.parametrize("days", [364, 367])
def test_after_a_year_the_page_of_the_family_asks_whether_the_sheet_is_right(client, session, days):
    sheet = make_sheet()
    CareSheet.objects.update(confirmed_at=timezone.now() - timedelta(days=days))
    open_tablet(client, session)
    assert ("still_right" in client.get(f"/childcare/door/families/{sheet.family_id}/").text) == (days > 366)


def test_a_photo_of_an_incident_needs_the_guardians_consent(client, session):
    purposes = [Purpose.DATA, Purpose.HEALTH]
    plain, agreed = make_sheet(purposes=purposes), make_sheet(purposes=[*purposes, Purpose.PHOTOS], name="李小明")
    open_tablet(client, session)
    for sheet in (plain, agreed):
        [stay] = drop_off(session, sheet)
        page = client.get(f"/childcare/door/stays/{stay.pk}/incident/").text
        assert ('name="photo"' in page) == (sheet == agreed)


@pytest.mark.parametrize("path", ["families/{family}/wait/", "children/{sheet}/away/", "lock/", "carers/on/"])
def test_what_changes_something_is_posted(client, session, path):
    sheet = make_sheet()
    open_tablet(client, session)
    assert client.get("/childcare/door/" + path.format(family=sheet.family_id, sheet=sheet.pk)).status_code == 405


def test_a_child_who_is_inside_is_fetched_from_the_page_of_the_family(client, session):
    """A carer who opens the family instead of the child's tile finds the way out there."""
    [stay] = drop_off(session)
    open_tablet(client, session)
    family = f"/childcare/door/families/{stay.sheet.family_id}/"
    assert f'href="{family}out/"' in client.get(family).text
    fetch(stay)
    assert f'href="{family}out/"' not in client.get(family).text
