"""Dropping children off: who may, a whole family or none, the day's pass."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from childcare import selectors, services
from childcare.enums import Purpose, Refusal
from childcare.models import CareDuty, DayPass, DropIn
from childcare.services.passes import fingerprint_of, pass_for
from community.ranges import DAY, today
from rooms.models import Reservation
from tests.childcare.factories import (
    carer_on,
    drop_off,
    fetch,
    guardian_of,
    in_minutes,
    make_open_session,
    make_session,
    make_sheet,
)
from tests.factories import StaffFactory, UserFactory
from tests.steps import refused

pytestmark = pytest.mark.django_db


def test_siblings_come_in_together_with_one_pass() -> None:
    session, mother = make_open_session(), UserFactory()
    sheets = [make_sheet(mother, years=4, name="周小雨"), make_sheet(mother, years=9, name="周小雪")]
    assert sheets[0].family_id == sheets[1].family_id
    assert sheets[1].family.phones_last4 == mother.phone[-4:]
    stays = drop_off(session, *sheets)
    assert {stay.sheet_id: stay.points for stay in stays} == {sheets[0].pk: 30, sheets[1].pk: 21}
    assert len({stay.day_pass_id for stay in stays}) == 1


def test_siblings_all_or_none() -> None:
    """pieforproviders#3358: siblings confused."""
    session, mother = make_open_session(places=1), UserFactory()
    sheets = [make_sheet(mother, name="周小雨"), make_sheet(mother, name="周小雪")]
    refused("full", drop_off, session, *sheets)
    assert not DropIn.objects.exists()


def test_children_of_two_families_never_share_a_pass() -> None:
    session = make_open_session()
    refused("families", drop_off, session, make_sheet(), make_sheet())


def test_the_same_request_twice_is_one_stay() -> None:
    session, sheet = make_open_session(), make_sheet()
    first = drop_off(session, sheet, key="k")
    assert drop_off(session, sheet, key="k") == first
    refused("in_already", drop_off, session, sheet, key="another")
    assert DropIn.objects.count() == 1


def test_a_child_is_never_in_twice_in_two_sessions_either() -> None:
    """Rock#2478: a child in twice."""
    sheet = make_sheet()
    drop_off(make_open_session(), sheet)
    refused("in_already", drop_off, make_open_session(), sheet)


@pytest.mark.parametrize(("years", "code"), [(2, "too_young"), (14, "too_old")])
def test_from_three_to_thirteen(years: int, code: str) -> None:
    refused(code, drop_off, make_open_session(), make_sheet(years=years))


@pytest.mark.parametrize("years", [3, 13])
def test_three_and_thirteen_are_right(years: int) -> None:
    assert drop_off(make_open_session(), make_sheet(years=years))


def test_without_consent_to_keep_data_nobody_is_left() -> None:
    refused("no_consent", drop_off, make_open_session(), make_sheet(purposes=()))


def test_withdrawing_consent_never_hides_who_is_inside() -> None:
    session, sheet = make_open_session(), make_sheet(allergies="花生")
    [stay] = drop_off(session, sheet, allergies_read=True)
    for purpose in (Purpose.DATA, Purpose.HEALTH):
        services.withdraw_consent(sheet=sheet, purpose=purpose, by=guardian_of(sheet))
    assert [each.drop_in for each in selectors.inside(session)] == [stay]
    assert selectors.evacuation().children == 1
    fetch(stay)
    refused("no_consent", drop_off, session, sheet)


def test_the_allergy_is_read_before_the_last_tap() -> None:
    session, sheet = make_open_session(), make_sheet(allergies="花生")
    refused("allergies_unread", drop_off, session, sheet)
    [stay] = drop_off(session, sheet, allergies_read=True)
    assert stay.allergies_read_at is not None
    assert selectors.inside(session)[0].allergies == "花生"


def test_health_is_stored_encrypted() -> None:
    sheet = make_sheet(allergies="花生")
    assert "花生" not in sheet.health_encrypted
    assert sheet.health["allergies"] == "花生"
    assert "花生" not in str(list(sheet.history.values()))


def test_a_sheet_of_a_year_ago_is_confirmed_in_one_tap() -> None:
    session, sheet = make_open_session(), make_sheet()
    sheet.confirmed_at = timezone.now() - timedelta(days=366)
    sheet.save()
    error = refused("ask_again", drop_off, session, sheet)
    assert error.details["sheets"] == [sheet]
    drop_off(session, sheet, still_right=True)


def test_a_stay_ends_with_the_session() -> None:
    session = make_open_session(hours=2)
    refused("until_wrong", drop_off, session, until=session.ends_at + timedelta(minutes=1))
    refused("until_wrong", drop_off, session, until=timezone.now() - timedelta(minutes=1))


def test_nobody_is_left_before_the_doors_open_or_after(come_to) -> None:  # type: ignore[no-untyped-def]
    early = make_session(start=timedelta(minutes=20))
    services.sign_on_carer(session=early, carer=_carer(), by=StaffFactory())
    refused("not_open", drop_off, early, until=early.ends_at)
    session = make_open_session(hours=1)
    come_to(session.ends_at)
    refused("session_over", drop_off, session, until=session.ends_at)


def _carer():  # type: ignore[no-untyped-def]
    from tests.childcare.factories import CarerFactory

    return CarerFactory()


def test_a_carer_of_another_session_takes_nobody_in() -> None:
    session, other = make_open_session(), make_open_session()
    refused("not_signed_on", drop_off, session, carer=carer_on(other))


def test_play_with_an_adult_takes_nobody_in() -> None:
    session = make_open_session(kind="play")
    refused("is_play", drop_off, session)


def test_fever_is_refused_with_a_reason() -> None:
    session, sheet = make_open_session(), make_sheet()
    row = services.turn_away(
        session=session, sheet=sheet, reason=Refusal.FEVER, carer=carer_on(session), note="38.2 度"
    )
    assert row.note == "38.2 度"
    assert "38.2" not in row.note_encrypted
    assert not DropIn.objects.exists()


def test_two_families_never_have_the_same_pair_on_one_day() -> None:
    families = [make_sheet().family for _number in range(3)]
    passes = [pass_for(family, today()) for family in families]
    assert len({frozenset(each.words) for each in passes}) == 3
    assert pass_for(families[0], today()) == passes[0]
    assert pass_for(families[0], today() + DAY) != passes[0]
    first, second = passes[0].words
    assert fingerprint_of(today(), (second, first)) == passes[0].fingerprint
    assert first not in passes[0].words_encrypted
    assert DayPass.objects.count() == 4


def test_a_visiting_child_is_taken_in_at_the_desk() -> None:
    words = {"called": "豆豆", "health": {}, "contacts": [{"name": "张奶奶", "phone": "13900001234", "kin": "奶奶"}]}
    own = {"name": "张豆豆", "birth_date": today().replace(year=today().year - 5, day=1)}
    guardian = {"guardian_name": "张奶奶", "guardian_phone": "13900001234", "guardian_kin": "grandmother"}
    refused("not_allowed", services.save_care_sheet, by=UserFactory(), **words, **own, **guardian)
    refused("guardian_needed", services.save_care_sheet, by=StaffFactory(), **words, **own)
    staff = StaffFactory()
    sheet = services.save_care_sheet(by=staff, **words, **own, **guardian)
    make_sheet()
    refused("paper_needed", services.give_consent, sheet=sheet, purpose=Purpose.DATA, by=staff)
    services.give_consent(sheet=sheet, purpose=Purpose.DATA, by=staff, on_paper=True)
    [stay] = drop_off(make_open_session(), sheet)
    assert (stay.age, stay.points) == (5, 30)
    assert sheet.family.phones_last4 == "1234"


def test_anothers_ward_has_no_sheet_of_mine() -> None:
    sheet = make_sheet()
    stranger = UserFactory()
    words = {"called": "小雨", "health": {}, "contacts": [{"name": "甲", "phone": "13900001234", "kin": ""}]}
    refused("not_guardian", services.save_care_sheet, by=stranger, child=sheet.child, **words)
    refused("not_guardian", services.withdraw_consent, sheet=sheet, purpose=Purpose.DATA, by=stranger)
    refused("not_guardian", services.give_consent, sheet=sheet, purpose=Purpose.PHOTOS, by=stranger)


def test_the_door_page_takes_as_many_queries_for_one_family_as_for_many(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session()
    for many in (1, 3):
        for _number in range(many):
            drop_off(session)
        with django_assert_num_queries(4):
            page = selectors.door(session, letter="Z")
    assert page.standing == selectors.standing_of(session)
    assert len(page.families) == len(page.inside) == 4
    assert page.families[0].name.endswith("*")


def test_children_in_care_count_among_the_people_in_the_room() -> None:
    from community.registers import presence

    session = make_open_session()
    drop_off(session)
    assert presence.people_in([session.room_id], timezone.now())[session.room_id] == 1
    assert Reservation.objects.get().places == session.places


def test_a_guardian_sees_the_own_children_alone(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    session, sheet = make_open_session(), make_sheet()
    drop_off(session, sheet)
    drop_off(session)
    mother = guardian_of(sheet)
    with django_assert_num_queries(4):
        page = selectors.mine(mother)
    assert [each.sheet for each in page.children] == [sheet]
    assert page.inside[0].stay is not None
    assert CareDuty.objects.on().count() == 2
    assert in_minutes(1) > timezone.now()


def test_keys_are_changed_for_sheets_and_passes_too(settings) -> None:  # type: ignore[no-untyped-def]
    old = settings.RESIDENT_KEYS
    sheet = make_sheet(allergies="花生")
    words = pass_for(sheet.family, today()).words
    settings.RESIDENT_KEYS = ["a-new-key-of-fifty-characters-and-a-few-more-of-them", *old]
    call_command("rotate_resident_keys", stdout=StringIO())
    stored = type(sheet).objects.get()
    assert stored.health_encrypted != sheet.health_encrypted
    assert stored.health["allergies"] == "花生"
    assert DayPass.objects.get().words == words
