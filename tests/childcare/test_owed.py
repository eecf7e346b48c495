"""What the children's room owes beside the change itself: what is deleted, kept, counted and told."""

from contextlib import suppress
from datetime import date, time, timedelta

import pytest

from childcare import services
from childcare.enums import AlarmKind, Kin, Purpose
from childcare.models import Alarm, Call, CareDuty, CarePattern, CareRules, CareSession, CareSheet, CareWaiting, DropIn
from childcare.services.forgetting import forget_stays
from childcare.services.ladder import EVERYBODY, send_rung
from community.errors import DomainError
from community.models import OutgoingText
from community.ranges import DAY, today
from community.registers.personal_data import delete_user
from tests.childcare.factories import (
    CarerFactory,
    CareRoomFactory,
    carer_on,
    drop_off,
    fetch,
    guardian_of,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.factories import StaffFactory, UserFactory
from tests.locking import locked
from tests.steps import kinds_to, refused

pytestmark = pytest.mark.django_db


def notes_of(sheet: CareSheet) -> str:
    sheet.refresh_from_db()
    return sheet.health.get("allergies", "")


# Health notes, and what is forgotten


def test_health_notes_go_with_their_consent_and_no_other() -> None:
    sheet = make_sheet(allergies="花生", purposes=(Purpose.DATA, Purpose.HEALTH, Purpose.PHOTOS))
    services.withdraw_consent(sheet=sheet, purpose=Purpose.PHOTOS, by=guardian_of(sheet))
    assert notes_of(sheet) == "花生"
    services.withdraw_consent(sheet=sheet, purpose=Purpose.HEALTH, by=guardian_of(sheet))
    assert notes_of(sheet) == ""


def test_health_notes_of_a_child_inside_go_in_the_night_after_it_has_left() -> None:
    sheet, other = make_sheet(allergies="花生"), make_sheet(allergies="牛奶")
    [stay] = drop_off(make_open_session(), sheet, allergies_read=True)
    services.withdraw_consent(sheet=sheet, purpose=Purpose.HEALTH, by=guardian_of(sheet))
    forget_stays()
    assert notes_of(sheet) == "花生"
    fetch(stay)
    forget_stays()
    assert (notes_of(sheet), notes_of(other)) == ("", "牛奶")


@pytest.mark.parametrize(("after", "kept"), [(-timedelta(minutes=1), True), (timedelta(minutes=1), False)])
def test_a_stay_with_an_alarm_is_kept_for_three_years_to_the_minute(come_to, after, kept) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    Alarm.objects.create(kind=AlarmKind.OVERDUE, session=stay.session, drop_in=stay)
    fetch(stay)
    stay.refresh_from_db()
    come_to(stay.out_at + timedelta(days=365 * CareRules.load().keep_years) + after)
    assert forget_stays() == (0 if kept else 1)


# At the door


def test_wrong_words_are_forgiven_by_the_right_ones() -> None:
    [stay] = drop_off(make_open_session())
    words = {"drop_ins": [stay], "person": stay.sheet.people.first(), "carer": carer_on(stay.session), "key": "a"}
    refused("wrong_pass", services.hand_over, **words, words=None, code="x")
    [row] = services.hand_over(**words, words=stay.day_pass.words)
    stay.day_pass.refresh_from_db()
    assert stay.day_pass.wrong == 0
    services.undo_hand_over(pick_up=row, carer=carer_on(stay.session))
    refused("bad_state", services.undo_hand_over, pick_up=row, carer=carer_on(stay.session))


def test_an_undone_hand_over_is_a_breach_where_the_carers_are_full_by_now() -> None:
    session = make_open_session(places=30)
    stays = drop_off(session, make_sheet(years=4))
    with suppress(DomainError):
        for number in range(30):
            drop_off(session, make_sheet(years=4, name=f"周小{number}"))
    assert 10 < DropIn.objects.inside().count() < 30
    [first, *_rest] = fetch(stays[0])
    services.undo_hand_over(pick_up=first, carer=carer_on(session))
    session.refresh_from_db()
    assert not session.is_in_breach
    [again] = fetch(stays[0])
    drop_off(session, make_sheet(years=4, name="周小满"))
    services.undo_hand_over(pick_up=again, carer=carer_on(session))
    session.refresh_from_db()
    assert session.is_in_breach


def test_a_stay_that_ended_by_override_outlives_the_login_of_the_parent() -> None:
    [stay] = drop_off(make_open_session())
    words = {"name": "孙邻居", "document": "身份证", "reason": "急事", "key": "o"}
    services.override_hand_over(drop_ins=[stay], first=StaffFactory(), second=StaffFactory(), **words)
    [quiet] = drop_off(stay.session, stay.sheet)
    fetch(quiet)
    delete_user(user=guardian_of(stay.sheet))
    assert DropIn.objects.get() == stay


def test_the_same_request_twice_hands_over_once() -> None:
    session = make_open_session()
    [stay] = drop_off(session, make_sheet(years=9, purposes=(Purpose.DATA, Purpose.ALONE)))
    alone = {"drop_in": stay, "carer": carer_on(session), "key": "a"}
    assert services.send_home_alone(**alone) == services.send_home_alone(**alone)
    [other] = drop_off(session)
    words = {"drop_ins": [other], "name": "孙邻居", "document": "身份证", "reason": "急事", "key": "o"}
    pair = {"first": StaffFactory(), "second": StaffFactory()}
    assert services.override_hand_over(**words, **pair) == services.override_hand_over(**words, **pair)
    assert Alarm.objects.filter(kind=AlarmKind.OVERRIDE).count() == 1


def test_an_alarm_is_seen_once_by_the_desk_and_a_call_is_noted(come_to) -> None:  # type: ignore[no-untyped-def]
    staff = StaffFactory()
    [stay] = drop_off(make_open_session())
    alarm = Alarm.objects.create(kind=AlarmKind.OVERDUE, session=stay.session, drop_in=stay)
    refused("not_allowed", services.see_alarm, alarm=alarm, by=guardian_of(stay.sheet))
    services.see_alarm(alarm=alarm, by=staff)
    alarm.refresh_from_db()
    assert alarm.seen_by == staff
    refused("bad_state", services.see_alarm, alarm=alarm, by=StaffFactory())
    call = services.note_call(drop_in=stay, whom="爷" * 120, result="没人接", phone=" 13900000011 ", by=staff)
    assert (len(call.whom), call.phone, Call.objects.get().by) == (100, "13900000011", staff)


def test_an_extra_of_at_most_one_carer_and_health_for_whom_may_read_it() -> None:
    sheet, staff = make_sheet(allergies="花生"), StaffFactory()
    for points in (-1, 211):
        refused("points", services.set_extra_points, sheet=sheet, points=points, by=staff)
    assert services.set_extra_points(sheet=sheet, points=210, by=staff).extra_points == 210
    refused("not_allowed", services.reveal_health, sheet=sheet, reason="过敏了", by=guardian_of(sheet))
    refused("not_guardian", services.confirm_sheet, sheet=sheet, by=UserFactory())


def test_visiting_children_of_one_guardian_are_one_family_whoever_else_fetches_them() -> None:
    words = {"health": {}, "contacts": [{"name": "周叔", "phone": "13900000011", "kin": "uncle"}], "by": StaffFactory()}
    words |= {"birth_date": date(2019, 5, 1), "guardian_name": "周叔", "guardian_phone": "13900000011"}
    first = services.save_care_sheet(called="小雨", name="周小雨", **words)
    services.add_pickup_person(sheets=[first], name="张奶奶", phone="", kin=Kin.GRANDMOTHER, by=words["by"])
    assert services.save_care_sheet(called="小雪", name="周小雪", **words).family == first.family
    other = words | {"guardian_phone": "13900000012"}
    assert services.save_care_sheet(called="小风", name="周小风", **other).family != first.family


# Lines, sessions, carers


def test_a_family_leaves_the_line_once_by_itself_or_at_the_door() -> None:
    session = make_open_session(places=1)
    drop_off(session)
    sheet = make_sheet()
    waiting = services.join_waiting(session=session, sheets=[sheet], by=guardian_of(sheet))
    refused("not_signed_on", services.leave_waiting, waiting=waiting, carer=CarerFactory())
    services.leave_waiting(waiting=waiting, carer=carer_on(session))
    refused("bad_state", services.leave_waiting, waiting=waiting, by=guardian_of(sheet))
    [stay] = DropIn.objects.all()
    refused("in_already", services.join_waiting, session=session, sheets=[stay.sheet], by=guardian_of(stay.sheet))
    assert CareWaiting.objects.get().state == CareWaiting.State.LEFT


def test_a_session_called_off_stays_so_and_waits_for_nobody() -> None:
    session, staff, sheet = make_session(start=timedelta(hours=30)), StaffFactory(), make_sheet()
    services.cancel_session(session=session, reason="停电", by=staff)
    refused("bad_state", services.cancel_session, session=session, reason="停电", by=staff)
    refused("session_over", services.join_waiting, session=session, sheets=[sheet], by=guardian_of(sheet))
    refused("session_over", services.sign_on_carer, session=session, carer=CarerFactory(), by=staff)
    running = make_open_session()
    drop_off(running)
    refused("still_inside", services.cancel_session, session=running, reason="停电", by=staff)


def test_a_carer_signs_off_once(come_to) -> None:  # type: ignore[no-untyped-def]
    duty = sign_on(make_session())
    services.sign_off_carer(duty=duty)
    refused("bad_state", services.sign_off_carer, duty=duty)
    assert not CareDuty.objects.on().exists()


def test_whoever_has_a_login_is_not_texted_as_a_stranger_too(come_to) -> None:  # type: ignore[no-untyped-def]
    sheet = make_sheet()
    [stay] = drop_off(make_open_session(), sheet)
    words = {"sheets": [sheet], "kin": Kin.UNCLE, "by": guardian_of(sheet)}
    services.add_pickup_person(**words, name="周叔", phone="13900000011")
    come_to(stay.due_at + timedelta(minutes=31))
    send_rung(stay.pk, EVERYBODY)
    mother = guardian_of(sheet)
    assert "care_late" in kinds_to(mother)
    assert set(OutgoingText.objects.values_list("phone", flat=True)) == {"13900000011"}


def test_a_weekly_opening_ends_after_it_begins() -> None:
    room, staff = CareRoomFactory(), StaffFactory()
    hours = {"starts": time(9), "ends": time(11)}
    fields = {"room": room, "weekdays": [1], "places": 5, "first_day": today() + DAY, **hours}
    for wrong in ({"ends": hours["starts"]}, {"last_day": today()}):
        refused("end_before_start", services.plan_pattern, new=CarePattern(**fields | wrong), by=staff)
    assert not CareSession.objects.exists()


# What is locked: who comes at the same moment meets at the session's row


def test_who_comes_and_goes_locks_the_session() -> None:
    session, sheet = make_open_session(), make_sheet()
    assert locked(lambda: drop_off(session, sheet)) == ["childcare_caresession"]
    [stay] = DropIn.objects.all()
    assert locked(lambda: fetch(stay)) == ["childcare_caresession"]
    carer = carer_on(session)
    [pick_up] = stay.pick_ups.all()
    assert locked(lambda: services.undo_hand_over(pick_up=pick_up, carer=carer)) == ["childcare_caresession"]
    assert "childcare_caresession" in locked(lambda: sign_on(session))
