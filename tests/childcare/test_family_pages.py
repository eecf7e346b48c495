"""A guardian's pages: sheet and consents, pickup persons, running late, waiting; and no other children."""

import pytest

from childcare import services
from childcare.enums import Purpose
from childcare.models import CareSheet, CareWaiting, ConsentText, DropIn, PickupPerson
from community.ranges import today
from community.registers import calendars
from tests.childcare.factories import carer_on, consent_texts, drop_off, guardian_of, make_open_session, make_sheet
from tests.factories import UserFactory, make_ward

pytestmark = pytest.mark.django_db
SHEET = {"called": "小雨", "allergies": "花生", "name_1": "周平", "phone_1": "13800000001", "kin_1": "mother"}
GRANDMOTHER = {"kin": "grandmother", "name": "王秀兰", "phone": "13900000002", "password": "correct horse"}


@pytest.fixture
def sheet(client) -> CareSheet:
    made = make_sheet()
    client.force_login(guardian_of(made))
    return made


def test_a_mother_fills_in_the_sheet_at_home_and_agrees_to_each_by_itself(client):
    consent_texts()
    mother = UserFactory()
    child = make_ward(mother)
    client.force_login(mother)
    assert f"/childcare/my/children/{child.pk}/" in client.get("/childcare/my/").text
    answer = client.post(f"/childcare/my/children/{child.pk}/", SHEET | {"consent": ["data", "health"]})
    assert answer.status_code == 302
    sheet = CareSheet.objects.get()
    assert sheet.health["allergies"] == "花生"
    assert {each.purpose for each in sheet.consents.all()} == {"data", "health"}


def test_the_sheet_of_somebody_elses_child_is_not_there(client, sheet):
    other = make_sheet()
    child = make_ward(UserFactory())
    for path in (f"sheets/{other.pk}/", f"children/{child.pk}/"):
        assert client.get(f"/childcare/my/{path}").status_code == 404
    for path in (f"sheets/{other.pk}/consent/", f"sheets/{other.pk}/right/"):
        assert client.post(f"/childcare/my/{path}", {"purpose": "data"}).status_code == 404


def test_a_form_with_errors_says_so_and_changes_nothing(client, sheet):
    answer = client.post(f"/childcare/my/sheets/{sheet.pk}/", SHEET | {"phone_1": "12"})
    assert answer.status_code == 422
    assert "花生" not in CareSheet.objects.get().health.get("allergies", "")


def test_without_consent_the_page_says_that_nobody_can_be_left(client, sheet):
    said = "您同意后才能托管"
    assert said not in client.get("/childcare/my/").text
    client.post(f"/childcare/my/sheets/{sheet.pk}/consent/", {"purpose": Purpose.DATA, "withdraw": "yes"})
    assert said in client.get("/childcare/my/").text


def test_a_consent_is_taken_back_and_given_again(client, sheet):
    path = f"/childcare/my/sheets/{sheet.pk}/consent/"
    client.post(path, {"purpose": Purpose.HEALTH, "withdraw": "yes"})
    assert not sheet.consents.standing().filter(purpose=Purpose.HEALTH).exists()
    client.post(path, {"purpose": Purpose.HEALTH})
    assert sheet.consents.standing().filter(purpose=Purpose.HEALTH).exists()


def test_the_page_shows_the_pass_of_ones_own_child_and_no_other(client, sheet):
    session = make_open_session()
    [stay] = drop_off(session, sheet)
    [other] = drop_off(session, make_sheet(name="李小军"))
    page = client.get("/childcare/my/").text
    assert all(f"#{word}" in page for word in stay.day_pass.words)
    assert "小军" not in page
    assert client.get(f"/childcare/my/pass/{stay.day_pass_id}/code.svg").status_code == 200
    assert client.get(f"/childcare/my/pass/{other.day_pass_id}/code.svg").status_code == 404
    assert client.get(f"/childcare/my/family/{other.sheet.family_id}/code.svg").status_code == 404


def test_ten_minutes_late_is_said_once(client, sheet):
    [stay] = drop_off(make_open_session(), sheet)
    client.post("/childcare/my/late/")
    stay.refresh_from_db()
    assert stay.late_until is not None
    assert "/childcare/my/late/" not in client.get("/childcare/my/").text


def test_only_ones_own_children_are_said_to_be_late(client, sheet):
    session = make_open_session()
    [own], [other] = drop_off(session, sheet), drop_off(session)
    client.post("/childcare/my/late/")
    assert [DropIn.objects.get(pk=each.pk).late_until is None for each in (own, other)] == [False, True]


def test_the_grandmother_is_added_for_today_with_the_password_alone(client, sheet):
    typed = GRANDMOTHER | {"children": [sheet.pk]}
    assert client.post("/childcare/my/today/", typed | {"password": "wrong"}).status_code == 422
    assert client.post("/childcare/my/today/", typed).status_code == 302
    person = PickupPerson.objects.get(name="王秀兰")
    assert person.starts_on == person.ends_on


def test_whoever_is_on_the_list_is_shown_with_half_a_telephone_number(client, sheet):
    client.post("/childcare/my/today/", GRANDMOTHER | {"children": [sheet.pk]})
    listed = client.get("/childcare/my/people/").text
    assert ("139****0002" in listed, GRANDMOTHER["phone"] in listed) == (True, False)


def test_somebody_is_on_the_list_from_a_day_to_a_day_until_taken_off(client, sheet):
    client.post("/childcare/my/people/", GRANDMOTHER | {"children": [sheet.pk], "starts_on": "2030-01-01"})
    person = PickupPerson.objects.get(name="王秀兰")
    client.post(f"/childcare/my/people/{person.pk}/remove/")
    person.refresh_from_db()
    assert person.removed_at is not None


def test_nobody_takes_people_off_anothers_list(client, sheet):
    other = make_sheet()
    [person] = services.add_pickup_person(
        sheets=[other], name="王秀兰", phone="13900000002", kin="aunt", by=guardian_of(other)
    )
    assert client.post(f"/childcare/my/people/{person.pk}/remove/").status_code == 404
    assert client.post("/childcare/my/today/", GRANDMOTHER | {"children": [other.pk]}).status_code == 422


def test_a_family_waits_from_home_and_leaves_the_line(client, sheet):
    session = make_open_session(places=1)
    drop_off(session)
    client.post(f"/childcare/my/wait/{session.pk}/")
    waiting = CareWaiting.objects.get()
    assert f"/waiting/{waiting.pk}/leave/" in client.get("/childcare/my/").text
    client.post(f"/childcare/my/waiting/{waiting.pk}/leave/")
    assert not CareWaiting.objects.open().exists()


@pytest.mark.parametrize("children", [1, 3])
def test_the_page_asks_as_much_for_one_child_as_for_three(client, children, django_assert_num_queries):
    mother, session = UserFactory(), make_open_session()
    drop_off(session, *[make_sheet(mother, name=f"周小{'一二三'[number]}") for number in range(children)])
    client.force_login(mother)
    with django_assert_num_queries(MY_QUERIES):
        client.get("/childcare/my/")


MY_QUERIES = 6


@pytest.mark.parametrize("path", ["late/", "wait/1/", "waiting/1/leave/", "people/1/remove/", "sheets/1/consent/"])
def test_what_changes_something_is_posted_by_somebody_logged_in(client, path):
    assert client.post(f"/childcare/my/{path}").headers["Location"].startswith("/accounts/log-in/")
    own = client.__class__()
    own.force_login(UserFactory())
    assert own.get(f"/childcare/my/{path}").status_code == 405
    assert DropIn.objects.count() == 0


def test_new_words_of_a_consent_are_shown_beside_the_old_and_agreed_to_anew(client, sheet):
    mother = guardian_of(sheet)
    client.force_login(mother)
    ConsentText.objects.create(purpose="data", version=2, text="新的说明", since=today())
    page = client.get(f"/childcare/my/sheets/{sheet.pk}/").text
    assert "新的说明" in page
    old = sheet.consents.get(purpose="data")
    client.post(f"/childcare/my/sheets/{sheet.pk}/consent/", {"purpose": "data"})
    new = sheet.consents.standing().get(purpose="data")
    old.refresh_from_db()
    assert (new.text.version, old.withdrawn_by) == (2, mother)


def test_a_carers_calendar_has_the_sessions_to_which_they_signed_on():
    session = make_open_session()
    user = carer_on(session).user
    assert f"care-session-{session.pk}" in calendars.user_feed(user).decode()


def test_each_contact_has_a_heading_of_its_own_and_errors_name_it(client, sheet):
    page = client.post(f"/childcare/my/sheets/{sheet.pk}/", SHEET | {"phone_2": "12"}).content.decode()
    assert page.count("个打给谁</legend>") == 3
    assert ">第2个打给谁：手机号</a>" in page
    assert "第2个打给谁：手机号" not in page.partition("第2个打给谁</legend>")[2]
