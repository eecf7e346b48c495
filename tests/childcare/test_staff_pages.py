"""The pages for staff and the public pages."""

from datetime import time

import pytest
from django.utils import timezone

from childcare import services
from childcare.models import Alarm, Call, CareSession, CareSheet, DropIn, PickUp, SheetReveal, Station, StayFigure
from childcare.services.passes import pass_for
from childcare.views.access import COOKIE
from community.names import mask_name
from community.ranges import DAY, Span, at, month_of, today
from tests.childcare.factories import (
    CarerFactory,
    CareRoomFactory,
    carer_on,
    consent_texts,
    drop_off,
    fetch,
    guardian_of,
    make_open_session,
    make_session,
    make_sheet,
)
from tests.childcare.tablet import open_tablet
from tests.factories import RoomFactory, StaffFactory, UserFactory, make_booking
from tests.volunteers.test_pages import photo

pytestmark = pytest.mark.django_db
STAFF_PAGES = ["", "open/", "weather/?weather=heat", "month/", "tablets/", "visiting/"]


@pytest.fixture
def staff(client):
    made = StaffFactory()
    client.force_login(made)
    return made


@pytest.mark.parametrize("path", STAFF_PAGES)
def test_only_who_runs_the_room_sees_its_pages(client, path):
    assert client.get(f"/childcare/sessions/{path}").headers["Location"].startswith("/accounts/log-in/")
    client.force_login(UserFactory())
    assert client.get(f"/childcare/sessions/{path}").status_code == 403
    client.force_login(UserFactory(is_staff=True))
    assert client.get(f"/childcare/sessions/{path}").status_code == 403
    client.force_login(StaffFactory())
    assert client.get(f"/childcare/sessions/{path}").status_code == 200


def test_everybody_sees_places_left_as_a_number_and_no_child(client):
    drop_off(make_open_session(places=7))
    page = client.get("/childcare/").text
    assert "6" in page
    assert "小雨" not in page


def test_figures_tell_nothing_below_five(client):
    drop_off(make_open_session())
    page = client.get("/childcare/figures/")
    assert page.status_code == 200
    assert "小雨" not in page.text


@pytest.mark.parametrize(("stays", "told"), [(4, None), (5, 5)])
def test_figures_of_a_month_are_told_from_five_stays_on(client, stays, told):
    StayFigure.objects.bulk_create(
        StayFigure(month=month_of(today()), hour=9, is_small=False, minutes=60) for _number in range(stays)
    )
    [month, *_rest] = client.get("/childcare/figures/").context["rows"]
    assert month[:2] == (month_of(today()), told)


def test_the_desk_unlocks_no_pass_of_yesterday_and_takes_a_tablet_away_once(client, staff):
    [stay] = drop_off(make_open_session())
    old = pass_for(stay.sheet.family, today() - DAY)
    for day_pass, status in ((old, 404), (stay.day_pass, 302)):
        path = f"/childcare/sessions/passes/{day_pass.pk}/"
        assert client.post(path, {"document": "身份证"}).status_code == status
    station, _token = services.register_station(name="门口", by=staff)
    for status in (302, 404):
        assert client.post(f"/childcare/sessions/tablets/{station.pk}/take/").status_code == status


def test_a_single_opening_takes_two_taps(client, come_to):
    come_to(at(today() + DAY, time(9)))
    client.force_login(StaffFactory())
    CareRoomFactory()
    make_session(start=-DAY)
    form = client.get("/childcare/sessions/open/").context["form"]
    typed = {name: field.value() for name, field in ((each.name, each) for each in form) if field.value() is not None}
    typed |= {"room": form["room"].value().pk if hasattr(form["room"].value(), "pk") else form["room"].value()}
    typed |= {"starts": typed["starts"].strftime("%H:%M"), "ends": typed["ends"].strftime("%H:%M")}
    typed.pop("displace", None)
    answer = client.post("/childcare/sessions/open/", typed)
    assert answer.status_code == 302, answer.context["form"].errors
    assert CareSession.objects.latest("pk").starts_at == at(today(), time(10))


def test_open_for_the_weather_says_what_is_missing_and_opens_with_one_confirmation(client, come_to):
    come_to(at(today() + DAY, time(9)))
    client.force_login(StaffFactory())
    make_session(start=-DAY)
    assert (
        "<button"
        not in client.get("/childcare/sessions/weather/?weather=heat").text.split("<main")[1].split("</main")[0]
    )
    CarerFactory(), CarerFactory()
    answer = client.post("/childcare/sessions/weather/", {"weather": "heat"})
    assert answer.status_code == 302
    assert CareSession.objects.latest("pk").weather == "heat"


def test_a_tablet_is_registered_by_staff_who_are_logged_out_of_it(client, staff):
    answer = client.post("/childcare/sessions/tablets/", {"name": "门口"})
    cookie = answer.cookies[COOKIE]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/childcare/", True, "Lax")
    assert client.get("/childcare/sessions/").status_code == 302
    assert client.get("/childcare/door/locked/").status_code == 200
    client.force_login(StaffFactory())
    client.post(f"/childcare/sessions/tablets/{Station.objects.get().pk}/take/")
    assert client.get("/childcare/door/locked/").status_code == 403


def test_a_visiting_child_is_taken_in_at_the_desk_with_what_was_signed(client, staff):
    consent_texts()
    typed = {
        "name": "李小军",
        "birth_date": f"{today().year - 6}-01-01",
        "guardian_name": "李奶奶",
        "guardian_phone": "13900000009",
        "guardian_kin": "grandmother",
        "called": "军军",
        "name_1": "李奶奶",
        "phone_1": "13900000009",
        "kin_1": "grandmother",
        "signed": ["data"],
    }
    assert client.post("/childcare/sessions/visiting/", typed | {"birth_date": ""}).status_code == 422
    assert client.post("/childcare/sessions/visiting/", typed).status_code == 302
    sheet = CareSheet.objects.get()
    assert sheet.consents.get().on_paper


def test_the_evacuation_list_is_for_staff_and_an_open_tablet(client):
    session = make_open_session()
    drop_off(session)
    assert client.get("/childcare/evacuate/").status_code == 403
    open_tablet(client, session)
    assert "周小雨" in client.get("/childcare/evacuate/").text
    client.post("/childcare/door/lock/")
    assert client.get("/childcare/evacuate/").status_code == 403


def test_an_override_needs_a_second_member_of_staff(client, staff):
    [stay] = drop_off(make_open_session())
    path = f"/childcare/sessions/stays/{stay.pk}/override/"
    second = StaffFactory()
    typed = {"name": "周叔叔", "document": "身份证", "reason": "手机都打不通", "phone": second.phone}
    assert client.get(path).status_code == 200
    assert client.post(path, typed | {"password": "wrong"}).status_code == 422
    assert client.post(path, typed | {"phone": staff.phone, "password": "correct horse"}).status_code == 422
    assert DropIn.objects.inside().exists()
    assert client.post(path, typed | {"password": "correct horse"}).status_code == 302
    assert PickUp.objects.get().second_by == second
    assert Alarm.objects.exists()


def test_a_call_is_written_down_and_stands_on_the_sheet_for_the_police_room(client, staff):
    [stay] = drop_off(make_open_session())
    client.post(f"/childcare/sessions/stays/{stay.pk}/call/", {"whom": "周平", "result": "无人接听"})
    assert Call.objects.get().result == "无人接听"
    assert "无人接听" in client.get(f"/childcare/police/{stay.pk}/").text


def test_the_police_room_reads_once_in_words_that_nobody_could_be_told(client, staff):
    [stay] = drop_off(make_open_session())
    for rung in ("guardians", "everybody"):
        Call.objects.create(drop_in=stay, rung=rung, whom=Call.NOBODY, at=at(today(), time(19)))
    shown = client.get(f"/childcare/police/{stay.pk}/").text
    assert shown.count("没找到别的可以通知的人") == shown.count("19:00") == 1
    assert Call.NOBODY not in shown


def test_a_session_with_a_child_inside_is_not_called_off(client, staff):
    session = make_open_session()
    drop_off(session, make_sheet())
    client.post(f"/childcare/sessions/{session.pk}/cancel/", {"reason": "停电"})
    client.post(f"/childcare/sessions/{session.pk}/where/", {"place": "图书室"})
    session.refresh_from_db()
    assert (session.cancelled_at, session.moved_to) == (None, "图书室")
    assert "图书室" in client.get(f"/childcare/sessions/{session.pk}/").text


def test_a_session_gets_more_places_and_never_fewer_than_children_are_inside(client, come_to):
    come_to(at(today() + DAY, time(12)))
    client.force_login(StaffFactory())
    session = make_open_session(places=3)
    drop_off(session, make_sheet()), drop_off(session, make_sheet())
    clock = timezone.localtime(session.ends_at).strftime("%H:%M")
    for places in (1, 5):
        client.post(f"/childcare/sessions/{session.pk}/change/", {"places": places, "ends": clock})
        session.refresh_from_db()
        assert session.places == (3 if places == 1 else 5)


@pytest.mark.parametrize("children", [1, 3])
def test_a_session_asks_as_much_for_one_child_as_for_three(client, staff, children, django_assert_num_queries):
    session = make_open_session()
    for number in range(children):
        drop_off(session, make_sheet(name=f"周小{'一二三'[number]}"))
    with django_assert_num_queries(SESSION_QUERIES):
        client.get(f"/childcare/sessions/{session.pk}/")


SESSION_QUERIES = 13


@pytest.mark.parametrize(
    "path", ["1/change/", "1/cancel/", "1/where/", "alarms/1/", "passes/1/", "stays/1/call/", "tablets/1/take/"]
)
def test_what_changes_something_is_posted(client, staff, path):
    assert client.get(f"/childcare/sessions/{path}").status_code == 405


@pytest.mark.parametrize("month", ["", "2026-13", "1999-01", "nonsense", "9999-12"])
def test_the_monthly_sheet_takes_any_month(client, staff, month):
    assert client.get(f"/childcare/sessions/month/?month={month}").status_code == 200


def test_staff_read_an_incident_at_once_while_the_child_is_inside_and_later_with_a_reason(client, staff):
    [stay] = drop_off(make_open_session())
    words = {"what": "摔了一跤", "done": "冷敷", "carer": carer_on(stay.session)}
    incident = services.record_incident(drop_in=stay, happened_at=timezone.now(), **words)
    page = f"/childcare/sessions/incidents/{incident.pk}/"
    for place in (f"/childcare/sessions/{stay.session_id}/", "/childcare/sessions/"):
        assert page in client.get(place).text
    assert "摔了一跤" in client.get(page).text
    fetch(stay)
    assert "摔了一跤" not in client.get(page).text
    assert client.post(page, {"reason": " "}).status_code == 422
    assert "摔了一跤" in client.post(page, {"reason": "家长来电询问"}).text
    assert SheetReveal.objects.get().by == staff
    client.force_login(UserFactory())
    assert client.get(page).status_code == 403


def test_the_photo_of_an_incident_is_for_guardians_and_staff_who_may_read_it(client, staff, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    [stay] = drop_off(make_open_session(), make_sheet(purposes=("data", "photos")))
    words = {"what": "摔了", "done": "冷敷", "carer": carer_on(stay.session), "photo": photo()}
    incident = services.record_incident(drop_in=stay, happened_at=timezone.now(), **words)
    path = f"/childcare/my/incidents/{incident.pk}/photo/"
    assert client.get(path).headers["Content-Type"] == "image/webp"
    fetch(stay)
    assert client.get(path).status_code == 404
    client.force_login(guardian_of(stay.sheet))
    assert client.get(path).status_code == 200
    client.force_login(UserFactory())
    assert client.get(path).status_code == 404


def test_bookings_in_the_way_of_an_opening_are_shown(client, come_to):
    come_to(at(today() + DAY, time(9)))
    client.force_login(StaffFactory())  # a login of staff ends after half a day
    room = RoomFactory(capacity=4)
    span = Span(at(today(), time(10)), at(today(), time(11)))
    booking = make_booking(room=room, span=span, user=UserFactory(name="王建国"))
    typed = {"room": room.pk, "day": today(), "starts": "10:00", "ends": "12:00", "places": 4, "kind": "usual"}
    page = client.post("/childcare/sessions/open/", typed)
    assert page.status_code == 409
    assert mask_name("王建国") in page.text
    assert "王建国" not in page.text
    assert client.post("/childcare/sessions/open/", typed | {"displace": "on"}).status_code == 302
    booking.refresh_from_db()
    assert CareSession.objects.get().room == room
