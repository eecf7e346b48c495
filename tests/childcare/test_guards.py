"""To whom a bar, a place on the list or an alarm applies; what a change of a session, a PIN or a stay leaves behind."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from childcare import services
from childcare.enums import AlarmKind, Purpose, Refusal
from childcare.models import (
    Alarm,
    CareDuty,
    CarePattern,
    Carer,
    CareSession,
    CareSheet,
    CareWaiting,
    Consent,
    ConsentText,
    IncidentAnswer,
    PickupPerson,
    TurnedAway,
)
from childcare.services.alarms import alarm_once
from childcare.services.forgetting import forget_stays
from childcare.services.ladder import overdue_children
from childcare.services.tending import tend_care
from childcare.services.waiting import lapse_offers
from community.ranges import DAY, Span, today
from residents.models import Guardianship
from rooms.services import close_rooms
from tests.childcare.factories import (
    CarerFactory,
    CareRoomFactory,
    carer_on,
    drop_off,
    fetch,
    guardian_of,
    in_minutes,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.childcare.tablet import open_tablet
from tests.donations.pictures import png
from tests.factories import StaffFactory, UserFactory, tomorrow_at
from tests.steps import kinds_to, log_in, refused

pytestmark = pytest.mark.django_db


def bar(sheet: CareSheet, name: str = "周父", **fields: Any) -> None:
    paper = {"paper": "（2026）陕01 民初1号", "first": StaffFactory(), "second": StaffFactory()}
    services.bar_person(sheet=sheet, name=name, **paper, **fields)


def add(sheet: CareSheet, name: str = "周父", phone: str = "13911112222", **fields: Any) -> PickupPerson:
    words = {"kin": "father", "by": guardian_of(sheet)} | fields
    return services.add_pickup_person(sheets=[sheet], name=name, phone=phone, **words)[0]


# Who is barred, and who is the same person


def test_a_bar_with_a_number_is_for_that_person_and_no_namesake() -> None:
    sheet = make_sheet()
    bar(sheet, phone="13900000001")
    for phone in ("13900000001", ""):
        refused("barred", add, sheet, phone=phone)
    refused("barred", add, sheet, name="周大伟", phone="13900000001")
    assert add(sheet, phone="13911112222").pk


def test_a_bar_holds_where_nobody_is_on_the_list_and_for_this_child_alone() -> None:
    mother = UserFactory()
    sheet, sister = make_sheet(mother), make_sheet(mother, name="周小雪")
    bar(sheet)
    PickupPerson.objects.filter(sheet=sheet).update(removed_at=timezone.now())
    staff = StaffFactory()
    refused("barred", add, sheet, by=staff)
    assert add(sister, by=staff).pk


def test_a_bar_that_was_lifted_bars_nobody() -> None:
    [stay] = drop_off(make_open_session())
    person = add(stay.sheet)
    bar(stay.sheet, person=person)
    refused("barred", fetch, stay, person=person)
    [barred] = stay.sheet.barred.all()
    services.lift_bar(barred=barred, by=StaffFactory())
    assert fetch(stay, person=person)


def test_a_namesake_on_the_list_of_one_child_fetches_no_sibling() -> None:
    mother, session = UserFactory(), make_open_session()
    stays = drop_off(session, make_sheet(mother), make_sheet(mother, name="周小雪"))
    uncle, namesake = add(stays[0].sheet), add(stays[1].sheet, phone="13933334444")
    refused("not_on_list", fetch, *stays, person=uncle)
    PickupPerson.objects.filter(pk=namesake.pk).update(phone=uncle.phone)
    assert len(fetch(*stays, person=uncle)) == 2


def test_the_guardian_of_a_sibling_is_no_guardian_of_this_child() -> None:
    mother, session = UserFactory(), make_open_session()
    stays = drop_off(session, make_sheet(mother), make_sheet(mother, name="周小雪"))
    Guardianship.objects.filter(child=stays[0].sheet.child).delete()
    refused("not_on_list", fetch, stays[0])
    assert fetch(stays[1])


# Alarms, and who is told


def test_each_child_has_an_alarm_of_its_own_once() -> None:
    mother, session = UserFactory(), make_open_session()
    stays = drop_off(session, make_sheet(mother), make_sheet(mother, name="周小雪"))
    for stay in (*stays, *stays):
        alarm_once(AlarmKind.OVERDUE, session, stay)
    assert Alarm.objects.count() == 2


def test_a_closed_login_is_told_nothing() -> None:
    session, sheet = make_session(start=timedelta(hours=2)), make_sheet()
    mother = guardian_of(sheet)
    services.join_waiting(session=session, sheets=[sheet], by=mother)
    type(mother).objects.filter(pk=mother.pk).update(is_active=False)
    services.cancel_session(session=session, reason="停电", by=StaffFactory())
    assert kinds_to(mother) == []


# Carers, PINs and tablets


def test_a_carer_signs_on_from_half_an_hour_before_to_the_minute(come_to: Any) -> None:
    session = make_session(start=timedelta(hours=1))
    come_to(session.starts_at - timedelta(minutes=30))
    assert sign_on(session).pk


def test_a_new_pin_of_the_desk_ends_the_rest_after_wrong_ones() -> None:
    station, _token = services.register_station(name="门口", by=StaffFactory())
    carer = CarerFactory()
    services.set_pin(carer=carer, pin="2468", by=StaffFactory())
    for _number in range(5):
        refused("wrong_pin", services.unlock_station, station=station, carer=carer, pin="1357")
    services.set_pin(carer=Carer.objects.get(pk=carer.pk), pin="8642", by=StaffFactory())
    assert services.unlock_station(station=station, carer=carer, pin="8642").carer == carer


def test_right_pins_between_forgive_the_wrong_ones() -> None:
    station, _token = services.register_station(name="门口", by=StaffFactory())
    carer = CarerFactory()
    services.set_pin(carer=carer, pin="2468", by=StaffFactory())
    for _number in range(2):
        for _wrong in range(3):
            refused("wrong_pin", services.unlock_station, station=station, carer=carer, pin="1357")
        services.unlock_station(station=station, carer=carer, pin="2468")


def test_the_pin_of_a_carer_who_has_left_opens_nothing() -> None:
    station, _token = services.register_station(name="门口", by=StaffFactory())
    carer = CarerFactory()
    services.set_pin(carer=carer, pin="2468", by=StaffFactory())
    Carer.objects.filter(pk=carer.pk).update(is_active=False)
    refused("wrong_pin", services.unlock_station, station=station, carer=carer, pin="2468")


def test_who_signs_off_leaves_no_tablet_open(client: Client) -> None:
    session = make_open_session(carers=3)
    carer = open_tablet(client, session)
    assert client.get("/childcare/door/").status_code == 200
    services.sign_off_carer(duty=CareDuty.objects.on().get(carer=carer))
    assert client.get("/childcare/door/").url == "/childcare/door/locked/"


def test_only_staff_sign_somebody_else_on() -> None:
    session, carer = make_session(), CarerFactory()
    refused("not_allowed", services.sign_on_carer, session=session, carer=carer, by=UserFactory())
    refused("not_allowed", services.set_pin, carer=carer, pin="2468", by=UserFactory())
    assert services.sign_on_carer(session=session, carer=carer, by=carer.user).pk


def test_forgotten_carers_stay_signed_on_for_the_half_hour_of_handing_over(come_to: Any) -> None:
    session = make_open_session(hours=1)
    come_to(session.ends_at + timedelta(minutes=29))
    tend_care()
    assert CareDuty.objects.on().count() == 2
    come_to(session.ends_at + timedelta(minutes=30))
    tend_care()
    assert not CareDuty.objects.on().exists()


# Stays, and what is forgotten


def test_extra_points_of_a_child_count_at_the_door() -> None:
    session = make_open_session(places=30)
    sheet = make_sheet()
    services.set_extra_points(sheet=sheet, points=210, by=StaffFactory())
    [stay] = drop_off(session, CareSheet.objects.get(pk=sheet.pk))
    assert stay.points > 210


def test_a_stay_is_extended_within_the_session_and_what_was_said_of_being_late_is_over() -> None:
    session = make_open_session(hours=2)
    [stay] = drop_off(session, hours=0.5)
    mother = guardian_of(stay.sheet)
    services.say_late(drop_ins=[stay], by=mother)
    after = session.ends_at + timedelta(minutes=1)
    refused("until_wrong", services.extend_stay, drop_in=stay, until=after, by=mother)
    stay = services.extend_stay(drop_in=stay, until=session.ends_at, by=mother)
    assert (stay.due_at, stay.late_until) == (session.ends_at, None)


def test_who_was_turned_away_and_photos_of_incidents_are_forgotten(
    come_to: Any, settings: Any, tmp_path: Any, django_capture_on_commit_callbacks: Any
) -> None:
    settings.MEDIA_ROOT = tmp_path
    now = timezone.now()
    come_to(now - timedelta(days=4 * 365))
    session, sheet = make_open_session(), make_sheet(purposes=Purpose.values)
    services.turn_away(session=session, sheet=sheet, reason=Refusal.FEVER, carer=carer_on(session))
    [stay] = drop_off(session, sheet)
    words = {"what": "摔了一跤", "done": "冰敷", "carer": carer_on(session)}
    photo = SimpleUploadedFile("a.png", png(), "image/png")
    kept = services.record_incident(drop_in=stay, happened_at=in_minutes(0), photo=photo, **words).photo
    fetch(stay)
    come_to(now)
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_stays() == 1
        assert kept.storage.exists(kept.name)
    assert not kept.storage.exists(kept.name)
    assert not TurnedAway.objects.exists()


def test_of_two_incidents_the_old_one_is_forgotten_with_its_answer_and_the_new_one_kept(come_to: Any) -> None:
    now = timezone.now()
    answers = []
    for moment in (now - timedelta(days=4 * 365), now):
        come_to(moment)
        session = make_open_session()
        [stay] = drop_off(session)
        words = {"what": "摔了一跤", "done": "冰敷", "carer": carer_on(session)}
        incident = services.record_incident(drop_in=stay, happened_at=in_minutes(0), **words)
        answers.append(services.acknowledge_incident(incident=incident, by=guardian_of(stay.sheet), words="知道了"))
        fetch(stay)
    assert forget_stays() == 1
    assert list(IncidentAnswer.objects.all()) == answers[1:]


# Sessions and sheets


def test_no_session_while_the_room_is_closed() -> None:
    room, span = CareRoomFactory(), tomorrow_at(14, hours=2)
    close_rooms(rooms=[room], span=tomorrow_at(15), reason="消毒", by=StaffFactory())
    refused("room_closed", services.open_session, room=room, span=span, places=10, by=StaffFactory())


def moved(session: CareSession, **by: timedelta) -> Span:
    return Span(session.starts_at + by.get("start", timedelta()), session.ends_at + by.get("end", timedelta()))


def test_a_session_with_children_keeps_its_beginning_and_its_carers(at_nine: None) -> None:
    session = make_open_session()
    drop_off(session)
    staff = StaffFactory()
    later = moved(session, start=timedelta(minutes=15))
    refused("still_inside", services.change_session, session=session, span=later, by=staff)
    services.change_session(session=session, span=moved(session, end=timedelta(hours=1)), by=staff)
    session.refresh_from_db()
    assert session.is_by_hand


def test_who_waits_hears_that_the_session_is_called_off() -> None:
    session, sheet = make_session(start=timedelta(hours=2)), make_sheet()
    services.join_waiting(session=session, sheets=[sheet], by=guardian_of(sheet))
    services.cancel_session(session=session, reason="停电", by=StaffFactory())
    assert kinds_to(guardian_of(sheet)) == ["care_called_off"]
    assert not session.waiting.open().exists()


def test_an_offered_place_is_held_to_the_minute_and_then_lost(come_to: Any) -> None:
    session, ends = make_session(start=timedelta(hours=2)), in_minutes(30)
    for until in (ends, ends + timedelta(minutes=1)):
        sheet = make_sheet()
        wish = services.join_waiting(session=session, sheets=[sheet], by=guardian_of(sheet))
        CareWaiting.objects.filter(pk=wish.pk).update(state=CareWaiting.State.OFFERED, held_until=until)
    come_to(ends)
    lapse_offers(ends)
    assert [each.state for each in CareWaiting.objects.order_by("pk")] == ["lapsed", "offered"]


def test_only_whose_stay_is_over_is_overdue(come_to: Any) -> None:
    session = make_open_session(hours=3)
    [first] = drop_off(session, hours=0.5)
    drop_off(session, hours=1)
    come_to(first.due_at)
    assert list(overdue_children()) == [(first.pk, first.due_at)]


def test_nobody_is_on_the_list_for_less_than_a_day() -> None:
    sheet, day = make_sheet(), today()
    refused("end_before_start", add, sheet, starts_on=day, ends_on=day - DAY)
    assert add(sheet, starts_on=day, ends_on=day).ends_on == day


def test_what_was_changed_by_hand_outlives_the_weekly_opening() -> None:
    days = {"weekdays": list(range(7)), "starts": time(14), "ends": time(16), "first_day": today() + DAY}
    new = CarePattern(room=CareRoomFactory(), places=5, **days)
    services.plan_pattern(new=new, by=StaffFactory())
    first, second, *_rest = CareSession.objects.order_by("starts_at")
    CareSession.objects.filter(pk=second.pk).update(is_by_hand=True)
    services.end_pattern(pattern=new, last_day=first.date, by=StaffFactory())
    assert set(CareSession.objects.taking_place()) == {first, second}


def test_a_consent_is_a_guardians_or_on_paper_and_a_new_text_ends_the_old_one() -> None:
    sheet, staff = make_sheet(), StaffFactory()
    refused("paper_needed", services.give_consent, sheet=sheet, purpose=Purpose.PHOTOS, by=staff)
    assert services.give_consent(sheet=sheet, purpose=Purpose.PHOTOS, by=staff, on_paper=True).on_paper
    ConsentText.objects.create(purpose=Purpose.PHOTOS, version=2, text="新", text_en="New", since=today())
    services.give_consent(sheet=sheet, purpose=Purpose.PHOTOS, by=guardian_of(sheet))
    standing = Consent.objects.standing().filter(sheet=sheet, purpose=Purpose.PHOTOS)
    assert [each.text.version for each in standing] == [2]


def test_a_sheet_that_is_written_anew_is_confirmed() -> None:
    sheet = make_sheet()
    CareSheet.objects.update(confirmed_at=timezone.now() - timedelta(days=400))
    contacts = [{"name": "周妈", "phone": "13900000001", "kin": "mother"}]
    words = {"called": "小雨", "health": {}, "contacts": contacts}
    services.save_care_sheet(sheet=CareSheet.objects.get(pk=sheet.pk), by=guardian_of(sheet), **words)
    sheet.refresh_from_db()
    assert timezone.now() - sheet.confirmed_at < timedelta(minutes=1)


def test_the_pages_of_the_desk_are_for_staff_even_with_the_permission(client: Client) -> None:
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="run_childcare"))
    log_in(client, user)
    assert client.get("/childcare/sessions/").status_code == 403
