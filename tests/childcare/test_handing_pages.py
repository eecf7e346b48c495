"""The tablet's pages for handing children back, and its roll call."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from childcare import services
from childcare.enums import AlarmKind, Purpose
from childcare.models import Alarm, CareSession, DropIn, Incident, OfflineHandOver, PickUp, RollTick, Station
from tests.childcare.factories import carer_on, drop_off, fetch, guardian_of, make_open_session, make_sheet
from tests.childcare.tablet import hand_back, open_tablet
from tests.factories import StaffFactory, UserFactory

pytestmark = pytest.mark.django_db
TICKS = "/childcare/door/roll/ticks/"


@pytest.fixture
def session() -> CareSession:
    return make_open_session()


def tell(client, *rows):
    return client.post(TICKS, json.dumps({"rows": list(rows)}), content_type="application/json")


def test_the_page_of_handing_back_never_shows_the_pass(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    page = client.get(f"/childcare/door/families/{stay.sheet.family_id}/out/").text
    assert page.count('name="word"') == 128
    assert stay.day_pass.code not in page
    assert page.count("checked") == 1  # the child, and no picture


def test_part_of_a_family_goes_with_the_right_person_and_the_right_words(client, session):
    mother = UserFactory()
    one, two = drop_off(session, make_sheet(mother), make_sheet(mother, name="周小满"))
    open_tablet(client, session)
    answer = hand_back(client, one.sheet.family, one)
    page = client.get(answer.headers["Location"]).text
    assert "小满" in page
    assert list(DropIn.objects.inside()) == [two]


def test_a_scanned_code_stands_for_the_words(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    page = client.post("/childcare/door/", {"code": stay.day_pass.code}).text
    assert 'name="word"' not in page
    assert hand_back(client, stay.sheet.family, stay, word=[], code=stay.day_pass.code).status_code == 302


def test_three_wrong_passes_lock_it_and_a_document_at_the_desk_stands_for_it(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    wrong = [hand_back(client, stay.sheet.family, stay, word=["sun", "key"]) for _time in range(3)]
    assert [each.status_code for each in wrong] == [422, 422, 409]
    assert "care-calm" in wrong[2].text
    assert hand_back(client, stay.sheet.family, stay).status_code == 409
    desk = client.__class__()
    desk.force_login(StaffFactory())
    assert "/childcare/sessions/passes/" in desk.get("/childcare/sessions/").text
    desk.post(f"/childcare/sessions/passes/{stay.day_pass_id}/", {"document": "身份证"})
    assert hand_back(client, stay.sheet.family, stay, word=[]).status_code == 302


def test_a_stranger_is_refused_calmly_with_calls_of_one_tap(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    answer = hand_back(client, stay.sheet.family, stay, person="0")
    assert (answer.status_code, "care-calm" in answer.text) == (409, True)
    assert f"tel:{stay.sheet.contacts[0]['phone']}" in answer.text
    assert DropIn.objects.inside().exists()


def test_a_barred_person_reads_what_a_stranger_reads_and_the_desk_is_called(client, session):
    sheet = make_sheet()
    father = services.add_pickup_person(
        sheets=[sheet], name="周强", phone="13911112222", kin="father", by=guardian_of(sheet)
    )[0]
    [stay] = drop_off(session, sheet)
    services.bar_person(
        sheet=sheet,
        name="周强",
        phone="13911112222",
        paper="(2026)陕0112民初1号",
        first=StaffFactory(),
        second=StaffFactory(),
        person=father,
    )
    open_tablet(client, session)
    stranger = hand_back(client, sheet.family, stay, person="0")
    barred = hand_back(client, sheet.family, stay, person=father.pk)
    assert stranger.text.split("<h1>")[1].split("</h1>")[0] == barred.text.split("<h1>")[1].split("</h1>")[0]
    assert Alarm.objects.get().kind == AlarmKind.BARRED


def test_a_hand_over_sent_twice_is_one_and_another_tablet_reads_who_was_faster(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    assert [hand_back(client, stay.sheet.family, stay, key="k").status_code for _time in range(2)] == [302, 302]
    late = hand_back(client, stay.sheet.family, stay)
    assert (late.status_code, carer_on(session).name in late.text) == (409, True)
    assert PickUp.objects.count() == 1


def test_a_mistake_can_be_undone_for_two_minutes(client, session, come_to):
    [stay] = drop_off(session)
    come_to(timezone.now())
    open_tablet(client, session)
    done = fetch(stay)[0]
    client.post(f"/childcare/door/undo/{done.pk}/")
    assert DropIn.objects.inside().exists()
    again = fetch(stay)[0]
    come_to(timezone.now() + timedelta(minutes=2, seconds=1))
    client.post(f"/childcare/door/undo/{again.pk}/")
    assert not DropIn.objects.inside().exists()


def test_a_child_stays_half_an_hour_longer_within_the_session(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    before = stay.due_at
    client.post(f"/childcare/door/stays/{stay.pk}/longer/")
    stay.refresh_from_db()
    assert stay.due_at == before + timedelta(minutes=30)


def test_a_child_of_eight_goes_home_alone_where_a_guardian_allowed_it(client, session):
    sheet = make_sheet(years=9, purposes=[Purpose.DATA, Purpose.ALONE])
    [stay], [small] = drop_off(session, sheet), drop_off(session)
    open_tablet(client, session)
    assert client.post(f"/childcare/door/stays/{small.pk}/alone/", {"key": "a"}).status_code == 422
    assert client.post(f"/childcare/door/stays/{stay.pk}/alone/", {"key": "b"}).status_code == 302


def test_going_home_alone_is_offered_from_eight_on(client, session):
    both = [Purpose.DATA, Purpose.ALONE]
    mother = UserFactory()
    stays = drop_off(
        session, make_sheet(mother, purposes=both), make_sheet(mother, name="周大雨", years=9, purposes=both)
    )
    open_tablet(client, session)
    page = client.get(f"/childcare/door/families/{stays[0].sheet.family_id}/out/")
    assert [each.age for each in page.context["alone"]] == [9]


def test_a_tablet_shows_no_hand_over_of_another_session(client, session):
    [row] = fetch(*drop_off(make_open_session()))
    open_tablet(client, session)
    assert client.get(f"/childcare/door/handed/{row.key}/").status_code == 404
    [own] = fetch(*drop_off(session))
    assert client.get(f"/childcare/door/handed/{own.key}/").status_code == 200


def test_an_incident_is_written_at_the_tablet_and_read_by_its_guardian_alone(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    path = f"/childcare/door/stays/{stay.pk}/incident/"
    assert client.post(path, {"what": "", "done": "冷敷"}).status_code == 422
    client.post(path, {"what": "摔了一跤", "done": "冷敷"})
    incident = Incident.objects.get()
    own, other = client.__class__(), client.__class__()
    own.force_login(guardian_of(stay.sheet))
    other.force_login(UserFactory())
    assert "摔了一跤" in own.get(f"/childcare/my/incidents/{incident.pk}/").text
    own.post(f"/childcare/my/incidents/{incident.pk}/", {"words": "知道了"})
    assert incident.answers.get().words == "知道了"
    assert other.get(f"/childcare/my/incidents/{incident.pk}/").status_code == 404


def test_the_page_of_the_roll_call_and_its_worker_hold_no_name(client, session):
    drop_off(session)
    assert "小雨" not in client.get("/childcare/door/roll/").text
    worker = client.get("/childcare/door/sw.js")
    assert worker.headers["Content-Type"] == "text/javascript"
    assert "/childcare/door/roll/" in worker.text


def test_the_list_ends_with_the_rest_of_the_tablet(client, session, come_to):
    drop_off(session)
    come_to(timezone.now())
    open_tablet(client, session)
    come_to(timezone.now() + timedelta(minutes=4, seconds=1))
    assert client.get("/childcare/door/roll/list/").json() == {"code": "locked", "inside": 1}


def test_the_list_goes_to_an_open_tablet_alone(client, session):
    drop_off(session)
    assert client.get("/childcare/door/roll/list/").status_code == 410
    open_tablet(client, session)
    assert [each["called"] for each in client.get("/childcare/door/roll/list/").json()["inside"]] == ["小雨"]
    client.post("/childcare/door/lock/")
    locked = client.get("/childcare/door/roll/list/")
    assert (locked.status_code, locked.json()) == (403, {"code": "locked", "inside": 1})
    Station.objects.update(revoked_at=timezone.now())
    assert client.get("/childcare/door/roll/list/").status_code == 410


def test_ticks_made_offline_arrive_once_with_their_moment(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    row = {"drop_in": stay.pk, "here": True, "seconds_ago": 600, "key": str(uuid4())}
    assert [tell(client, row).json()["new"] for _time in range(2)] == [1, 0]
    assert 590 < (timezone.now() - RollTick.objects.get().at).total_seconds() < 620


def test_a_hand_over_noted_offline_leaves_the_child_inside_until_two_settle_it(client, session):
    [stay] = drop_off(session)
    open_tablet(client, session)
    row = {"drop_in": stay.pk, "to": "周奶奶", "seconds_ago": 60, "key": str(uuid4())}
    tell(client, row)
    tell(client, row)
    note = OfflineHandOver.objects.get()
    assert DropIn.objects.inside().exists()
    first, second = StaffFactory(), StaffFactory()
    desk = client.__class__()
    desk.force_login(first)
    typed = {"document": "身份证", "phone": second.phone, "password": "correct horse"}
    path = f"/childcare/sessions/notes/{note.pk}/"
    assert desk.post(path, typed | {"password": "wrong"}).status_code == 422
    assert desk.post(path, typed | {"phone": first.phone}).status_code == 422
    assert desk.post(path, typed).status_code == 302
    assert not DropIn.objects.inside().exists()


@pytest.mark.parametrize("body", ["", "[]", "null", '{"rows": 7}', '{"rows": [7, null, {"drop_in": "x"}]}', "{"])
def test_rows_that_make_no_sense_break_nothing(client, session, body):
    open_tablet(client, session)
    answer = client.post(TICKS, body, content_type="application/json")
    assert answer.status_code in (200, 400)
    assert not RollTick.objects.exists()


def test_ticks_from_another_site_are_refused(client, session):
    open_tablet(client, session)
    answer = client.post(
        TICKS, '{"rows": []}', content_type="application/json", headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403


def test_nothing_of_a_child_stands_in_a_title_an_address_or_a_log(client, session, caplog):
    caplog.set_level("DEBUG")
    one, two = drop_off(session, make_sheet(mother := UserFactory()), make_sheet(mother, name="周小满"))
    open_tablet(client, session)
    family = one.sheet.family
    pages = ["", "?letter=Z", "carers/", f"families/{family.pk}/", f"families/{family.pk}/out/", "roll/"]
    answers = [client.get(f"/childcare/door/{page}") for page in pages]
    stranger = hand_back(client, family, one, person=0)
    handed = hand_back(client, family, one)
    answers += [
        stranger,
        client.get(handed.headers["Location"]),
        client.get(f"/childcare/door/stays/{two.pk}/incident/"),
    ]
    titles = [answer.text.partition("<title>")[2].partition("</title>")[0] for answer in answers]
    assert all(titles)
    told = " ".join([*titles, handed.headers["Location"], caplog.text])
    assert not [each for each in ("小雨", "小满", mother.phone, one.day_pass.code) if each in told]
