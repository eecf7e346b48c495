"""Invalid input, one by one: each is refused with a message, and nothing is changed."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.utils import timezone

from childcare import services
from childcare.enums import Kin, Purpose
from childcare.models import CareDuty, CarePattern, CareSession, ConsentText
from childcare.services import Ticked
from community.ranges import DAY, today
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
from tests.factories import HouseholdFactory, StaffFactory, UserFactory, register_person
from tests.steps import refused
from tests.volunteers.factories import VolunteerFactory

pytestmark = pytest.mark.django_db

KEPT = (
    "dropin",
    "pickup",
    "careduty",
    "caresession",
    "carewaiting",
    "pickupperson",
    "consent",
    "caresheet",
    "rolltick",
)
Case = Callable[[Any], tuple[Callable[..., object], dict[str, Any]]]
CASES: list[tuple[str, Case]] = []


def everything() -> list[str]:
    """What the children's room has written, as one value a table."""
    with connection.cursor() as cursor:
        found = []
        for table in KEPT:
            rows = f"SELECT md5(coalesce(string_agg(told::text, '|' ORDER BY told.id), '')) FROM childcare_{table} told"  # noqa: S608
            cursor.execute(rows)
            found.append(cursor.fetchone()[0])
    return found


def case(code: str) -> Callable[[Case], Case]:
    def note(made: Case) -> Case:
        CASES.append((code, made))
        return made

    return note


def leaving(session: CareSession, *sheets: Any, **more: Any) -> dict[str, Any]:
    """What `drop_off` takes for an hour."""
    until = timezone.now() + timedelta(hours=1)
    carer = CareDuty.objects.on().filter(session=session).first().carer
    return {"session": session, "sheets": sheets, "until": until, "carer": carer, "key": str(uuid4())} | more


def fetching(stay: Any, **more: Any) -> dict[str, Any]:
    """What `hand_over` takes for the first guardian and the right words."""
    right = {"drop_ins": [stay], "person": stay.sheet.people.first(), "words": stay.day_pass.words}
    return right | {"carer": carer_on(stay.session), "key": str(uuid4())} | more


def added(stay: Any, **more: Any) -> Any:
    """Somebody on the list of a child's sheet."""
    words = {"name": "周叔", "phone": "13900000011", "kin": Kin.UNCLE, "by": guardian_of(stay.sheet)}
    [person] = services.add_pickup_person(sheets=[stay.sheet], **words | more)
    return person


@case("in_already")
def in_already(come_to: Any) -> Any:
    session, sheet = make_open_session(), make_sheet()
    drop_off(session, sheet)
    return services.drop_off, leaving(session, sheet)


@case("not_guardian")
def anothers_ward(come_to: Any) -> Any:
    session = make_open_session(places=1)
    drop_off(session)
    return services.join_waiting, {"session": session, "sheets": [make_sheet()], "by": UserFactory()}


@case("no_consent")
def no_consent(come_to: Any) -> Any:
    return services.drop_off, leaving(make_open_session(), make_sheet(purposes=()))


@case("too_young")
def too_young(come_to: Any) -> Any:
    return services.drop_off, leaving(make_open_session(), make_sheet(years=2))


@case("too_old")
def too_old(come_to: Any) -> Any:
    return services.drop_off, leaving(make_open_session(), make_sheet(years=14))


@case("session_over")
def session_over(come_to: Any) -> Any:
    session, sheet = make_open_session(hours=1), make_sheet()
    words = leaving(session, sheet)
    come_to(session.ends_at)
    return services.drop_off, words


@case("full")
def full(come_to: Any) -> Any:
    session = make_open_session(places=1)
    drop_off(session)
    return services.drop_off, leaving(session, make_sheet())


@case("in_breach")
def in_breach(come_to: Any) -> Any:
    session = make_open_session()
    drop_off(session)
    services.declare_breach(duty=CareDuty.objects.on().last(), reason="病了")
    return services.drop_off, leaving(session, make_sheet())


@case("two_carers")
def no_two_carers(come_to: Any) -> Any:
    return services.drop_off, leaving(make_open_session(carers=1), make_sheet())


@case("no_carers")
def too_many_for_the_carers(come_to: Any) -> Any:
    session = make_open_session(places=30)
    mother = UserFactory()
    drop_off(session, *[make_sheet(mother, years=4, name=f"周小{word}") for word in "一二三四五六七八九十月日山水"])
    return services.drop_off, leaving(session, make_sheet())


@case("unchecked")
def carer_without_a_check(come_to: Any) -> Any:
    carer = CarerFactory(checked_until=today() - DAY)
    return services.sign_on_carer, {"session": make_session(), "carer": carer, "by": StaffFactory()}


@case("one_household")
def two_carers_of_one_household(come_to: Any) -> Any:
    session, home = make_session(), HouseholdFactory()
    for name in ("王一", "王二"):
        person = register_person(name, household=home)
        sign_on(session, CarerFactory(volunteer=VolunteerFactory(user=None, resident=person)))
    return services.drop_off, leaving(session, make_sheet())


@case("until_wrong")
def stay_past_the_session(come_to: Any) -> Any:
    session = make_open_session()
    return services.drop_off, leaving(session, make_sheet(), until=session.ends_at + timedelta(minutes=1))


@case("not_adult")
def collector_under_eighteen_for_a_child_under_eight(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session(), make_sheet(years=6))
    return services.hand_over, fetching(stay, person=added(stay, is_adult=False, kin=Kin.SIBLING))


@case("expired")
def expired_person(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    person = added(stay, starts_on=today() - 3 * DAY, ends_on=today() - DAY)
    return services.hand_over, fetching(stay, person=person)


@case("barred")
def barred_person(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    person = added(stay)
    paper = {"paper": "（2026）陕01 民初1号", "first": StaffFactory(), "second": StaffFactory()}
    services.bar_person(sheet=stay.sheet, name=person.name, person=person, **paper)
    return services.hand_over, fetching(stay, person=person)


@case("not_on_list")
def stranger(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return services.hand_over, fetching(stay, person=None)


@case("wrong_pass")
def wrong_pass(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return services.hand_over, fetching(stay, words=None, code=f"{stay.sheet.family_id}-{'0' * 32}")


@case("wrong_pass")
def yesterdays_pass(come_to: Any) -> Any:
    now = timezone.now()
    come_to(now - DAY)
    sheet = make_sheet()
    [old] = drop_off(make_open_session(), sheet)
    fetch(old)
    come_to(now)
    [stay] = drop_off(make_open_session(), sheet)
    return services.hand_over, fetching(stay, words=None, code=old.day_pass.code)


@case("pass_locked")
def the_fourth_try(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    for code in ("wrong_pass", "wrong_pass", "pass_locked"):
        refused(code, services.hand_over, **fetching(stay, words=None, code="x"))
    return services.hand_over, fetching(stay)


@case("not_signed_on")
def carer_of_another_session(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return services.hand_over, fetching(stay, carer=carer_on(make_open_session()))


@case("already_out")
def handed_over_already(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    fetch(stay)
    return services.hand_over, fetching(stay)


@case("inactive")
def a_carer_who_has_left(come_to: Any) -> Any:
    carer = CarerFactory(is_active=False)
    return services.sign_on_carer, {"session": make_session(), "carer": carer, "by": StaffFactory()}


@case("too_early")
def more_than_half_an_hour_before_opening(come_to: Any) -> Any:
    session = make_session(start=timedelta(minutes=31))
    return services.sign_on_carer, {"session": session, "carer": CarerFactory(), "by": StaffFactory()}


@case("signed_on")
def a_carer_at_two_sessions(come_to: Any) -> Any:
    carer = sign_on(make_session()).carer
    return services.sign_on_carer, {"session": make_session(), "carer": carer, "by": StaffFactory()}


@case("key_needed")
def a_request_without_its_key(come_to: Any) -> Any:
    return services.drop_off, leaving(make_open_session(), make_sheet(), key=" ")


@case("nobody")
def no_child_to_hand_over(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return services.hand_over, fetching(stay, drop_ins=[])


@case("nobody")
def no_child_to_wait_for(come_to: Any) -> Any:
    return services.join_waiting, {"session": make_open_session(), "sheets": [], "by": UserFactory()}


@case("families")
def children_of_two_families(come_to: Any) -> Any:
    session = make_open_session()
    stays = [*drop_off(session, make_sheet()), *drop_off(session, make_sheet())]
    return services.hand_over, fetching(stays[0], drop_ins=stays)


def incident(stay: Any, **more: Any) -> Any:
    words = {"drop_in": stay, "happened_at": timezone.now(), "what": "摔了一跤", "done": "冷敷"}
    return services.record_incident, words | {"carer": carer_on(stay.session)} | more


@case("future")
def an_incident_of_tomorrow(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return incident(stay, happened_at=timezone.now() + timedelta(minutes=1))


@case("before")
def an_incident_before_the_child_came(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return incident(stay, happened_at=stay.in_at - timedelta(minutes=1))


@case("no_photos")
def a_photo_without_consent(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    return incident(stay, photo=SimpleUploadedFile("a.png", b"-"))


@case("photo_wrong")
def a_photo_that_is_none(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session(), make_sheet(purposes=Purpose.values))
    return incident(stay, photo=SimpleUploadedFile("a.png", b"-"))


@case("phone_wrong")
def a_number_that_nobody_can_call(come_to: Any) -> Any:
    [stay] = drop_off(make_open_session())
    words = {"name": "周叔", "phone": "12", "kin": Kin.UNCLE, "by": guardian_of(stay.sheet)}
    return services.add_pickup_person, {"sheets": [stay.sheet], **words}


@case("no_weekdays")
def an_opening_on_no_day(come_to: Any) -> Any:
    new = CarePattern(room=CareRoomFactory(), weekdays=[], starts=time(9), ends=time(11), places=5, first_day=today())
    return services.plan_pattern, {"new": new, "by": StaffFactory()}


def visiting(**more: Any) -> Any:
    """What `save_care_sheet` takes for a child who is not in the register."""
    words = {"called": "小雨", "health": {}, "contacts": [{"name": "周叔", "phone": "13900000011", "kin": "uncle"}]}
    words |= {
        "name": "周小雨",
        "birth_date": date(2019, 5, 1),
        "guardian_name": "周叔",
        "guardian_phone": "13900000011",
    }
    return services.save_care_sheet, words | {"by": StaffFactory()} | more


@case("contact_needed")
def a_sheet_without_a_number(come_to: Any) -> Any:
    return visiting(contacts=[{"name": "周叔", "phone": " ", "kin": "uncle"}])


@case("birth_date_needed")
def a_child_who_is_not_born_yet(come_to: Any) -> Any:
    return visiting(birth_date=today() + DAY)


@case("guardian_needed")
def a_visiting_child_without_a_guardian(come_to: Any) -> Any:
    return visiting(guardian_phone=" ")


@case("not_allowed")
def a_visiting_child_entered_by_a_neighbour(come_to: Any) -> Any:
    return visiting(by=UserFactory())


@case("given_already")
def a_consent_given_twice(come_to: Any) -> Any:
    sheet = make_sheet()
    return services.give_consent, {"sheet": sheet, "purpose": Purpose.DATA, "by": guardian_of(sheet)}


@case("no_text")
def a_consent_without_its_text(come_to: Any) -> Any:
    sheet = make_sheet()
    ConsentText.objects.filter(purpose=Purpose.PHOTOS).update(since=today() + DAY)
    return services.give_consent, {"sheet": sheet, "purpose": Purpose.PHOTOS, "by": guardian_of(sheet)}


@case("not_given")
def a_consent_withdrawn_that_was_never_given(come_to: Any) -> Any:
    sheet = make_sheet()
    return services.withdraw_consent, {"sheet": sheet, "purpose": Purpose.PHOTOS, "by": guardian_of(sheet)}


@pytest.mark.parametrize(("code", "made"), CASES, ids=lambda each: getattr(each, "__name__", each))
def test_refused_in_words_and_nothing_changed(come_to, code: str, made: Case) -> None:  # type: ignore[no-untyped-def]
    verb, words = made(come_to)
    before = everything()
    error = refused(code, verb, **words)
    assert str(error.message)
    assert everything() == before


def test_a_doubled_request_is_one_stay_and_one_hand_over() -> None:
    session, sheet = make_open_session(), make_sheet()
    words = leaving(session, sheet)
    [stay], again = services.drop_off(**words), services.drop_off(**words)
    out = fetching(stay)
    done, before = services.hand_over(**out), everything()
    assert ([stay], done) == (again, services.hand_over(**out))
    assert everything() == before


def test_a_tablet_two_hours_off_and_a_queue_sent_twice_are_one_tick_of_its_moment() -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    rows = [Ticked(stay.pk, True, 60, "one"), Ticked(stay.pk, True, -7200, "two")]
    sent = {"session": session, "ticks": rows, "carer": carer_on(session)}
    assert [services.note_roll_call(**sent) for _time in range(2)] == [2, 0]
    moments = [tick.at <= timezone.now() for tick in stay.ticks.all()]
    assert moments == [True, True]
