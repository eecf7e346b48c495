"""Overdue children: the ladder, midnight, the end of a session, a restart."""

from datetime import timedelta

import pytest
from django.utils import timezone

from childcare import selectors, services
from childcare.enums import AlarmKind
from childcare.models import Alarm, Call, CareDuty, CareSession, DropIn
from community.ladders import climb_all
from community.models import LadderRung, Message, OutgoingText
from community.ranges import DAY, Span
from rooms.models import Reservation
from rooms.services import ledger
from tests.childcare.factories import drop_off, fetch, guardian_of, make_open_session, make_sheet
from tests.factories import StaffFactory, UserFactory
from tests.steps import refused

pytestmark = pytest.mark.django_db


def rungs() -> list[str]:
    return list(LadderRung.objects.order_by("pk").values_list("rung", flat=True))


def overdue(come_to, minutes: float, stay: DropIn) -> None:  # type: ignore[no-untyped-def]
    come_to(stay.due_at + timedelta(minutes=minutes))
    climb_all()


def test_rung_by_rung(come_to) -> None:  # type: ignore[no-untyped-def]
    StaffFactory()
    sheet = make_sheet()
    session = make_open_session()
    [stay] = drop_off(session, sheet, brought_by=sheet.people.get())
    services.add_pickup_person(
        sheets=[sheet], name="张爷爷", phone="13911112222", kin="grandfather", by=guardian_of(sheet)
    )
    for minutes, sent in (
        (9, []),
        (10, ["brought"]),
        (20, ["brought", "guardians"]),
        (30, ["brought", "guardians", "everybody"]),
        (45, ["brought", "guardians", "everybody", "manager"]),
        (90, ["brought", "guardians", "everybody", "manager", "police"]),
    ):
        overdue(come_to, minutes, stay)
        climb_all()
        assert rungs() == sent
    assert OutgoingText.objects.filter(phone="13911112222").count() == 1
    assert {AlarmKind.OVERDUE, AlarmKind.POLICE} == set(Alarm.objects.values_list("kind", flat=True))
    sheet_for_police = selectors.police_sheet(stay)
    assert [call.rung for call in sheet_for_police.calls if call.whom == "张爷爷"] == ["everybody"]
    assert guardian_of(sheet).phone in {person.phone for person in sheet_for_police.people}
    assert sheet_for_police.contacts == []  # the same number twice would say nothing


def test_it_climbs_past_midnight_and_the_child_is_on_the_list(come_to) -> None:  # type: ignore[no-untyped-def]
    """evaka PR 2606: upkeep ends attendance at midnight. Rock#2965: the server's zone, and the room looks empty."""
    session = make_open_session()
    [stay] = drop_off(session)
    come_to(stay.due_at + DAY)
    services.tend_care()
    services.forget_stays()
    climb_all()
    assert rungs() == ["brought", "police"]
    assert [each.drop_in for each in selectors.inside(session)] == [stay]
    assert selectors.evacuation().children == 1
    assert selectors.current_session() == session
    assert {call.rung for call in Call.objects.all()} >= {"guardians", "everybody", "manager", "police"}


def test_who_was_fetched_rings_nobody(come_to) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    come_to(stay.due_at + timedelta(minutes=15))
    fetch(stay)
    climb_all()
    assert not Message.objects.exists()
    assert not Call.objects.exists()


def test_ten_minutes_late_moves_the_first_rung_once(come_to) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    services.say_late(drop_ins=[stay], by=guardian_of(stay.sheet))
    refused("said", services.say_late, drop_ins=[stay], by=guardian_of(stay.sheet))
    overdue(come_to, 15, stay)
    assert rungs() == []
    overdue(come_to, 20, stay)
    assert rungs() == ["brought", "guardians"]


def test_a_longer_stay_begins_the_ladder_anew(come_to) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    overdue(come_to, 12, stay)
    services.extend_stay(drop_in=stay, until=timezone.now() + timedelta(hours=1), by=guardian_of(stay.sheet))
    climb_all()
    assert rungs() == []
    stay.refresh_from_db()
    overdue(come_to, 10, stay)
    assert rungs() == ["brought"]
    assert Call.objects.filter(rung="brought").count() == 2


def test_a_session_over_holds_its_room_a_quarter_of_an_hour_at_a_time(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session(hours=1)
    drop_off(session, until=session.ends_at)
    come_to(session.ends_at + timedelta(minutes=1))
    services.tend_care()
    held = Reservation.objects.get()
    assert held.span.end == session.ends_at + CareSession.HAND_OVER
    assert {each.kind for each in Alarm.objects.all()} == {AlarmKind.STILL_INSIDE, AlarmKind.OVERDUE}
    for minutes in (26, 27, 41):
        come_to(session.ends_at + timedelta(minutes=minutes))
        services.tend_care()
        held.refresh_from_db()
        assert held.span.end > timezone.now()
    assert Alarm.objects.filter(kind=AlarmKind.STILL_INSIDE).count() == 1


def test_where_the_room_is_taken_the_desk_writes_down_where_they_go(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session(hours=1, places=30)
    drop_off(session, until=session.ends_at)
    after = session.ends_at + CareSession.HAND_OVER
    ledger.hold(room=session.room, span=Span(after, after + timedelta(hours=1)), places=None, kind="class")
    come_to(session.ends_at + timedelta(minutes=27))
    services.tend_care()
    assert Alarm.objects.filter(kind=AlarmKind.NO_ROOM).exists()
    services.note_where_to(session=session, place="图书室", by=StaffFactory())
    assert selectors.evacuation().rooms[0].went_to == ("图书室",)


def test_yesterdays_child_takes_no_place_of_today(come_to) -> None:  # type: ignore[no-untyped-def]
    """Rock#6735: stale records fill the room."""
    old = make_open_session(places=1)
    drop_off(old)
    session = make_open_session(places=1)
    drop_off(session)
    assert selectors.evacuation().children == 2


def test_carers_who_forgot_to_sign_off_are_signed_off_after_the_last_child(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session(hours=1)
    [stay] = drop_off(session, until=session.ends_at)
    come_to(session.ends_at + timedelta(minutes=31))
    services.tend_care()
    assert CareDuty.objects.on().count() == 2
    fetch(stay)
    services.tend_care()
    assert not CareDuty.objects.on().exists()


def test_whoever_has_a_child_inside_does_not_delete_the_login() -> None:
    from community.registers.personal_data import delete_user

    [stay] = drop_off(make_open_session())
    mother = guardian_of(stay.sheet)
    refused("child_inside", delete_user, user=mother)
    fetch(stay)
    delete_user(user=mother)
    assert not DropIn.objects.exists()


def test_old_stays_leave_figures_and_nobody_who_is_inside_goes(come_to) -> None:  # type: ignore[no-untyped-def]
    from childcare.models import StayFigure

    now = timezone.now()
    come_to(now - timedelta(days=200))
    session = make_open_session()
    [gone], [inside] = drop_off(session), drop_off(session)
    fetch(gone)
    come_to(now)
    assert services.forget_stays() == 1
    assert DropIn.objects.get() == inside
    assert StayFigure.objects.count() == 1


def test_a_stay_with_an_incident_is_kept_for_three_years(come_to) -> None:  # type: ignore[no-untyped-def]
    from childcare.models import Incident
    from tests.childcare.factories import carer_on

    now = timezone.now()
    come_to(now - timedelta(days=3 * 365 + 10))
    session = make_open_session()
    [stay] = drop_off(session)
    words = {"what": "摔了一跤", "done": "冰敷", "carer": carer_on(session)}
    incident = services.record_incident(drop_in=stay, happened_at=timezone.now(), **words)
    assert "摔" not in incident.what_encrypted
    mother = guardian_of(stay.sheet)
    refused("not_guardian", services.acknowledge_incident, incident=incident, by=UserFactory())
    services.acknowledge_incident(incident=incident, by=mother, words="谢谢")
    fetch(stay)
    come_to(now - timedelta(days=500))
    assert services.forget_stays() == 0
    come_to(now)
    assert services.forget_stays() == 1
    assert not Incident.objects.exists()


def test_a_carer_who_is_with_children_does_not_delete_the_login() -> None:
    from community.registers.personal_data import delete_user

    duty = CareDuty.objects.on().filter(session=make_open_session()).first()
    user = duty.carer.user
    refused("on_duty", delete_user, user=user)
    services.sign_off_carer(duty=duty)
    delete_user(user=user)
    duty.carer.refresh_from_db()
    assert not duty.carer.is_active
