"""The waiting list: freed places go to the first family that fits."""

from datetime import timedelta

import pytest
from django.utils import timezone

from childcare import services
from childcare.enums import WaitingState
from childcare.models import CareDuty, CareWaiting
from community.models import Message
from community.registers.to_answer import questions_for
from tests.childcare.factories import drop_off, fetch, guardian_of, make_open_session, make_sheet, sign_on
from tests.factories import UserFactory
from tests.steps import refused

pytestmark = pytest.mark.django_db


def wait(session, *sheets):  # type: ignore[no-untyped-def]
    return services.join_waiting(session=session, sheets=sheets, by=guardian_of(sheets[0]))


def test_a_freed_place_is_held_for_the_first_in_line(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session(places=1)
    [stay] = drop_off(session)
    first, second = make_sheet(), make_sheet()
    line = [wait(session, first), wait(session, second)]
    refused("waits_already", wait, session, first)
    fetch(stay)
    states = list(CareWaiting.objects.order_by("pk").values_list("state", flat=True))
    assert states == [WaitingState.OFFERED, WaitingState.WAITING]
    assert Message.objects.get(kind="care_place_free").user == guardian_of(first)
    assert questions_for(guardian_of(first))
    refused("full", drop_off, session, make_sheet())
    line[0].refresh_from_db()
    come_to(line[0].held_until)
    services.tend_care()
    states = list(CareWaiting.objects.order_by("pk").values_list("state", flat=True))
    assert states == [WaitingState.LAPSED, WaitingState.OFFERED]
    drop_off(session, second)
    assert CareWaiting.objects.get(state=WaitingState.TAKEN) == line[1]


def test_who_is_too_large_for_what_is_free_is_passed_over() -> None:
    session, mother = make_open_session(places=2), UserFactory()
    stays = [drop_off(session)[0], drop_off(session)[0]]
    pair = [make_sheet(mother, name="周小雨"), make_sheet(mother, name="周小雪")]
    large, small = wait(session, *pair), wait(session, make_sheet())
    fetch(stays[0])
    assert set(CareWaiting.objects.filter(state=WaitingState.OFFERED)) == {small}
    services.leave_waiting(waiting=small, by=guardian_of(small.sheets.get()))
    fetch(stays[1])
    assert set(CareWaiting.objects.filter(state=WaitingState.OFFERED)) == {large}


def test_a_carer_who_comes_lets_the_first_in_line_in() -> None:
    session = make_open_session(carers=1)
    waiting = wait(session, make_sheet())
    sign_on(session)
    waiting.refresh_from_db()
    assert waiting.state == WaitingState.OFFERED


def test_whoever_fits_does_not_wait() -> None:
    session = make_open_session()
    refused("fits", wait, session, make_sheet())


def test_a_mistaken_hand_over_takes_the_offer_back() -> None:
    session = make_open_session(places=1)
    [stay] = drop_off(session)
    waiting = wait(session, make_sheet())
    [row] = fetch(stay)
    services.undo_hand_over(pick_up=row, carer=CareDuty.objects.on().first().carer)
    waiting.refresh_from_db()
    assert waiting.state == WaitingState.WAITING


def test_the_line_ends_with_the_session(come_to) -> None:  # type: ignore[no-untyped-def]
    session = make_open_session(places=1, hours=1)
    drop_off(session, until=session.ends_at)
    waiting = wait(session, make_sheet())
    come_to(session.ends_at + timedelta(minutes=1))
    services.tend_care()
    waiting.refresh_from_db()
    assert waiting.state == WaitingState.LEFT
    assert timezone.now() > session.ends_at
