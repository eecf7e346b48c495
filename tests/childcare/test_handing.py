"""Handing children back: the pass and the right person; refusals are recorded."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from childcare import selectors, services
from childcare.enums import AlarmKind, Proof, Purpose
from childcare.models import Alarm, CareDuty, CareSession, DropIn, PickUp, PickupPerson
from community.models import Message, OutgoingText
from community.ranges import DAY, today
from residents.models import Guardianship
from tests.childcare.factories import carer_on, drop_off, fetch, guardian_of, make_open_session, make_sheet
from tests.factories import StaffFactory, UserFactory, make_ward
from tests.steps import refused

pytestmark = pytest.mark.django_db


def add(sheet, **fields):  # type: ignore[no-untyped-def]
    words = {"name": "张爷爷", "phone": "13911112222", "kin": "grandfather"}
    return services.add_pickup_person(sheets=[sheet], by=guardian_of(sheet), **words | fields)[0]


def test_the_pass_and_a_person_from_the_list() -> None:
    [stay] = drop_off(make_open_session())
    [row] = fetch(stay)
    stay.refresh_from_db()
    assert stay.out_at == row.at
    assert (row.proof, row.person.is_guardian, row.carer) == (Proof.PASS, True, carer_on(stay.session))


def test_words_in_any_order_or_the_code_of_the_qr() -> None:
    [one], [two] = drop_off(session := make_open_session()), drop_off(session)
    first, second = one.day_pass.words
    fetch(one, words=(second, first))
    fetch(two, words=None, code=two.day_pass.code)
    assert not DropIn.objects.inside().exists()


def test_a_part_of_a_family_may_be_fetched() -> None:
    mother, session = UserFactory(), make_open_session()
    stays = drop_off(session, make_sheet(mother, name="周小雨"), make_sheet(mother, name="周小雪"))
    fetch(stays[1])
    assert [each.drop_in for each in selectors.inside(session)] == [stays[0]]


def test_three_wrong_passes_lock_it_until_the_desk_saw_a_document() -> None:
    [stay] = drop_off(make_open_session())
    for _number in range(2):
        refused("wrong_pass", fetch, stay, words=("x", "y"))
    refused("pass_locked", fetch, stay, words=("x", "y"))
    refused("pass_locked", fetch, stay)
    assert Alarm.objects.get().kind == AlarmKind.PASS_LOCKED
    services.unlock_pass(day_pass=stay.day_pass, document="身份证", by=StaffFactory())
    stay.day_pass.refresh_from_db()
    [row] = fetch(stay, words=None)
    assert (row.proof, row.document) == (Proof.DOCUMENT, "身份证")


def test_a_document_stands_for_the_pass_for_ten_minutes(come_to) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    services.unlock_pass(day_pass=stay.day_pass, document="身份证", by=StaffFactory())
    come_to(timezone.now() + timedelta(minutes=10))
    refused("wrong_pass", fetch, stay, words=None)


def test_yesterdays_pass_opens_nothing() -> None:
    from childcare.services.passes import pass_for

    [stay] = drop_off(make_open_session())
    old = pass_for(stay.sheet.family, today() - DAY)
    refused("wrong_pass", fetch, stay, words=None, code=old.code)


def test_a_stranger_is_refused_and_the_child_stays() -> None:
    [stay] = drop_off(make_open_session())
    refused("not_on_list", fetch, stay, person=None)
    assert DropIn.objects.inside().exists()


def test_the_father_adds_the_grandmother_and_she_takes_one_child() -> None:
    [stay] = drop_off(make_open_session())
    grandmother = add(stay.sheet, name="李奶奶", kin="grandmother")
    [row] = fetch(stay, person=grandmother)
    assert row.name == "李奶奶"


def test_the_other_guardian_is_told_of_a_new_person() -> None:
    sheet, father = make_sheet(), UserFactory()
    make_ward(father)
    resident = father.matches.get().resident
    Guardianship.objects.create(guardian=resident, child=sheet.child)
    services.save_care_sheet(
        by=father, child=sheet.child, called="小雨", health={}, contacts=[{"name": "爸", "phone": "1390", "kin": ""}]
    )
    add(sheet)
    message = Message.objects.get()
    assert (message.user, message.kind) in {(father, "care_person_added"), (guardian_of(sheet), "care_person_added")}
    assert "小雨" not in message.subject + message.body


@pytest.mark.parametrize(("starts", "ends"), [(1, None), (-3, -1)])
def test_from_a_day_to_a_day(starts: int, ends: int | None) -> None:
    [stay] = drop_off(make_open_session())
    person = add(stay.sheet, starts_on=today() + starts * DAY, ends_on=None if ends is None else today() + ends * DAY)
    refused("expired", fetch, stay, person=person)


@pytest.mark.parametrize(("years", "is_refused"), [(7, True), (8, False)])
def test_a_child_under_eight_goes_to_an_adult_alone(years: int, is_refused: bool) -> None:
    [stay] = drop_off(make_open_session(), make_sheet(years=years))
    person = add(stay.sheet, is_adult=False, kin="sibling")
    if is_refused:
        refused("not_adult", fetch, stay, person=person)
    else:
        assert fetch(stay, person=person)


def test_a_barred_person_alarms_the_desk_in_silence() -> None:
    [stay] = drop_off(make_open_session())
    father = add(stay.sheet, name="周父", kin="father")
    first, second = StaffFactory(), StaffFactory()
    words = {"sheet": stay.sheet, "name": "周父", "person": father}
    refused("paper_needed", services.bar_person, **words, paper=" ", first=first, second=second)
    refused("not_two", services.bar_person, **words, paper="（2026）陕01 民初1号", first=first, second=first)
    refused("not_allowed", services.bar_person, **words, paper="1", first=first, second=UserFactory())
    services.bar_person(**words, paper="（2026）陕01 民初1号", first=first, second=second)
    error = refused("barred", fetch, stay, person=father)
    stranger = refused("not_on_list", fetch, stay, person=None)
    assert str(error) == str(stranger)
    assert [each.kind for each in Alarm.objects.all()] == [AlarmKind.BARRED]
    assert father in selectors.pickup_people_of([stay])
    refused(
        "barred",
        services.override_hand_over,
        drop_ins=[stay],
        name="周父",
        document="身份证",
        reason="急事",
        first=first,
        second=second,
        key="o",
    )
    refused("barred", add, stay.sheet, name="周父", phone="")


def test_whom_the_register_no_longer_names_as_guardian_fetches_nobody() -> None:
    [stay] = drop_off(make_open_session())
    Guardianship.objects.all().delete()
    refused("not_on_list", fetch, stay)


def test_an_override_needs_two_of_the_staff_and_tells_every_guardian() -> None:
    [stay] = drop_off(make_open_session())
    first, second = StaffFactory(), StaffFactory()
    words = {"drop_ins": [stay], "name": "孙邻居", "document": "身份证", "reason": "父母都在外地", "key": "o"}
    refused("not_two", services.override_hand_over, **words, first=first, second=first)
    refused("reason_needed", services.override_hand_over, **words | {"reason": ""}, first=first, second=second)
    [row] = services.override_hand_over(**words, first=first, second=second)
    assert (row.proof, row.first_by, row.second_by) == (Proof.OVERRIDE, first, second)
    assert not DropIn.objects.inside().exists()
    told = Message.objects.filter(kind="care_override", user=guardian_of(stay.sheet))
    assert told.get().is_urgent
    assert Alarm.objects.get().kind == AlarmKind.OVERRIDE


def test_an_override_hands_over_indeed() -> None:
    """Rock#6966: override does nothing and prints success."""
    [stay] = drop_off(make_open_session())
    words = {"name": "孙邻居", "document": "身份证", "reason": "急事", "key": "o"}
    services.override_hand_over(drop_ins=[stay], **words, first=StaffFactory(), second=StaffFactory())
    assert PickUp.objects.get(undone_at=None).drop_in == stay
    assert DropIn.objects.get().out_at is not None


def test_a_mistake_is_undone_within_two_minutes_and_both_rows_stay(come_to) -> None:  # type: ignore[no-untyped-def]
    [stay] = drop_off(make_open_session())
    [row] = fetch(stay)
    services.undo_hand_over(pick_up=row, carer=carer_on(stay.session))
    assert DropIn.objects.inside().get() == stay
    [again] = fetch(stay)
    assert PickUp.objects.count() == 2
    come_to(again.at + timedelta(minutes=2, seconds=1))
    refused("too_late", services.undo_hand_over, pick_up=again, carer=carer_on(stay.session))


def test_an_undone_hand_over_is_true_even_where_a_carer_has_gone() -> None:
    session = make_open_session(carers=3)
    [stay] = drop_off(session)
    [row] = fetch(stay)
    for duty in CareDuty.objects.on().order_by("-pk")[:2]:
        services.sign_off_carer(duty=duty)
    services.undo_hand_over(pick_up=row, carer=carer_on(session))
    assert DropIn.objects.inside().get() == stay
    assert CareSession.objects.get().is_in_breach


def test_from_eight_on_a_guardian_may_allow_going_home_alone() -> None:
    session = make_open_session()
    [small], [big] = drop_off(session, make_sheet(years=7)), drop_off(session, make_sheet(years=8))
    carer = carer_on(session)
    for stay in (small, big):
        refused(
            "not_alone" if stay is big else "too_young_alone",
            services.send_home_alone,
            drop_in=stay,
            carer=carer,
            key="a",
        )
    services.give_consent(sheet=big.sheet, purpose=Purpose.ALONE, by=guardian_of(big.sheet))
    assert services.send_home_alone(drop_in=big, carer=carer, key="a").proof == Proof.ALONE


def test_who_comes_second_reads_who_and_when() -> None:
    [stay] = drop_off(make_open_session())
    first = fetch(stay, key="k")
    assert fetch(stay, key="k") == first
    error = refused("already_out", fetch, stay, key="other")
    assert error.details["pick_ups"] == first
    assert carer_on(stay.session).name in str(error)


def test_a_person_is_taken_off_at_once_a_guardian_never() -> None:
    [stay] = drop_off(make_open_session())
    person, mother = add(stay.sheet), guardian_of(stay.sheet)
    services.remove_pickup_person(person=person, by=mother)
    refused("not_on_list", fetch, stay, person=person)
    guardian = PickupPerson.objects.get(is_guardian=True)
    refused("guardian", services.remove_pickup_person, person=guardian, by=mother)


def test_grandfather_comes_today_alone() -> None:
    sheet = make_sheet()
    [person] = services.comes_today(
        sheets=[sheet], name="张爷爷", phone="13911112222", kin="grandfather", by=guardian_of(sheet)
    )
    assert person.may_fetch_on(today())
    assert not person.may_fetch_on(today() + DAY)


def test_sql_cannot_unsay_a_hand_over() -> None:
    [stay] = drop_off(make_open_session())
    fetch(stay)
    for statement in (
        "UPDATE childcare_pickup SET name = '别人'",
        "UPDATE childcare_dropin SET out_at = NULL",
        "INSERT INTO childcare_pickup (drop_in_id, at, name, proof, carer_id, key, reason, document)"
        " SELECT drop_in_id, now(), name, proof, carer_id, 'x', '', '' FROM childcare_pickup",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    unsay = "DELETE FROM childcare_pickup; SET CONSTRAINTS ALL IMMEDIATE"
    with pytest.raises(IntegrityError, match="kept"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(unsay)


def test_nothing_of_a_child_goes_into_a_text() -> None:
    [stay] = drop_off(make_open_session())
    words = {"name": "孙邻居", "document": "身份证", "reason": "急事", "key": "o"}
    services.override_hand_over(drop_ins=[stay], **words, first=StaffFactory(), second=StaffFactory())
    said = [text.body + str(text.parameters) for text in OutgoingText.objects.all()]
    said += [message.subject for message in Message.objects.all()]
    assert not any(word in each for each in said for word in ("小雨", "周", "孙邻居", "急事"))
