"""The ratio of children to carers: the rule in words, and the trigger that enforces it for every writer."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from childcare import services
from childcare.enums import AlarmKind
from childcare.models import Alarm, Breach, CareDuty, CareSession, DropIn, RatioBand
from childcare.rules.ratio import Standing, points_of, refusal
from childcare.selectors import standing_of
from community.ranges import DAY, today
from tests.childcare.factories import (
    CarerFactory,
    drop_off,
    fetch,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.factories import HouseholdFactory, StaffFactory, register_person
from tests.steps import refused
from tests.volunteers.factories import VolunteerFactory

pytestmark = pytest.mark.django_db


def test_a_carer_has_seven_small_children_or_ten_older_ones() -> None:
    assert points_of(3, today()) == points_of(5, today()) == 30
    assert points_of(6, today()) == points_of(13, today()) == 21
    assert points_of(6, today(), extra=100) == 121


def test_a_band_may_be_stricter_from_a_day_on_never_weaker() -> None:
    RatioBand.objects.create(first_age=3, last_age=3, points=42, since=today() + DAY)
    assert points_of(3, today()) == 30
    assert points_of(3, today() + DAY) == 42
    with pytest.raises(IntegrityError, match="childcare_band_never_weaker"):
        RatioBand.objects.create(first_age=3, last_age=5, points=29, since=today())


@pytest.mark.parametrize(
    ("standing", "code"),
    [
        (Standing(10, 0, 0, 0, 0), "two_carers"),
        (Standing(10, 0, 0, 2, 1), "one_household"),
        (Standing(2, 2, 42, 2, 2), "full"),
        (Standing(30, 20, 420, 2, 2), "no_carers"),
        (Standing(30, 1, 21, 2, 2, is_in_breach=True), "in_breach"),
        (Standing(10, 8, 168, 2, 2, held=2, held_points=42), "full"),
    ],
)
def test_why_nobody_more_comes_in(standing: Standing, code: str) -> None:
    reason = refusal(standing, 1, 21)
    assert reason is not None
    assert reason.code == code


def test_what_would_help_is_said_in_words() -> None:
    reason = refusal(Standing(30, 19, 400, 2, 2), 2, 60)
    assert reason is not None
    assert "1" in str(reason)
    assert "2" in str(reason)
    assert reason.code == "no_carers"


def test_no_child_without_two_carers() -> None:
    session = make_open_session(carers=1)
    refused("two_carers", drop_off, session)
    sign_on(session)
    drop_off(session)


def test_a_carer_may_not_leave_children_to_one_other() -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    duty = CareDuty.objects.on().last()
    refused("two_carers", services.sign_off_carer, duty=duty)
    fetch(stay)
    services.sign_off_carer(duty=duty)


def test_two_carers_of_one_household_are_one() -> None:
    session, home = make_session(), HouseholdFactory()
    people = [register_person(f"王{number}", household=home) for number in "一二"]
    for person in people:
        sign_on(session, CarerFactory(volunteer=VolunteerFactory(user=None, resident=person)))
    sheet = make_sheet()
    error = refused(
        "one_household",
        services.drop_off,
        session=session,
        sheets=[sheet],
        until=timezone.now() + timedelta(hours=1),
        carer=CareDuty.objects.on().first().carer,
        key="k",
    )
    assert error.status == 409


def test_somebody_in_training_counts_for_nobody() -> None:
    session = make_open_session(carers=1)
    sign_on(session, CarerFactory(is_trainee=True, checked_until=None, trained_on=None))
    refused("two_carers", drop_off, session)


def test_without_a_good_check_nobody_signs_on() -> None:
    carer = CarerFactory(checked_until=today() - DAY)
    refused("unchecked", sign_on, make_session(), carer)


def test_raw_sql_breaks_no_rule() -> None:
    session = make_open_session()
    drop_off(session)
    for statement in (
        "UPDATE childcare_careduty SET until = now() + interval '1 hour'",
        "DELETE FROM childcare_careduty",
        "UPDATE childcare_careduty SET counts = false",
        "UPDATE childcare_caresession SET cancelled_at = now()",
        "UPDATE childcare_dropin SET out_at = now()",
        "UPDATE childcare_dropin SET points = 21, in_at = in_at - interval '1 hour'",
        "DELETE FROM childcare_dropin",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert DropIn.objects.inside().count() == 1


def test_fewer_places_than_children_are_refused_in_words_and_by_the_database() -> None:
    session = make_open_session(places=3)
    drop_off(session)
    drop_off(session)
    with pytest.raises(IntegrityError, match="1 places"), transaction.atomic():
        CareSession.objects.filter(pk=session.pk).update(places=1)


def test_whoever_falls_ill_is_taken_off_and_the_minutes_count(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session()
    drop_off(session)
    duty = CareDuty.objects.on().last()
    breach = services.declare_breach(duty=duty, reason="发烧", by=StaffFactory())
    assert breach is not None
    assert Alarm.objects.get().kind == AlarmKind.BREACH
    refused("in_breach", drop_off, session)
    come_to(timezone.now() + timedelta(minutes=12))
    sign_on(session)
    assert Breach.objects.get().minutes == 12
    assert not CareSession.objects.get().is_in_breach
    drop_off(session)


def test_a_breach_is_whole_again_when_the_children_have_gone() -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    services.declare_breach(duty=CareDuty.objects.on().last(), reason="发烧")
    fetch(stay)
    assert not CareSession.objects.get().is_in_breach


def test_nobody_ends_a_breach_by_hand_while_it_is_one() -> None:
    session = make_open_session()
    drop_off(session)
    services.declare_breach(duty=CareDuty.objects.on().last(), reason="发烧")
    with pytest.raises(IntegrityError, match="carers"), transaction.atomic():
        CareSession.objects.update(breach_since=None)


def test_points_are_fixed_at_the_drop_in() -> None:
    session = make_open_session()
    sheet = make_sheet(years=4)
    [stay] = drop_off(session, sheet)
    RatioBand.objects.create(first_age=3, last_age=5, points=105, since=today())
    services.set_extra_points(sheet=sheet, points=50, by=StaffFactory())
    assert standing_of(session).points == 30
    fetch(stay)
    drop_off(session, sheet)
    assert standing_of(session).points == 155


def test_a_rule_without_children_divides_nothing() -> None:
    """evaka PR 2405: children without staff, a division by nought."""
    assert Standing(10, 0, 0, 0, 0).is_whole
    assert Standing(10, 0, 0, 0, 0).children_left() == 0
    assert replace(Standing(10, 3, 63, 0, 0)).is_whole is False
