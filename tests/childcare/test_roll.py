"""Offline roll calls, and handovers noted offline."""

from datetime import timedelta

import pytest
from django.utils import timezone

from childcare import selectors, services
from childcare.models import DropIn, RollTick
from childcare.services import Ticked
from tests.childcare.factories import carer_on, drop_off, make_open_session
from tests.factories import StaffFactory
from tests.steps import refused

pytestmark = pytest.mark.django_db


def test_ticks_made_offline_arrive_once_with_their_moment() -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    ticks = [Ticked(stay.pk, True, 600, "t1"), Ticked(stay.pk, True, 600, "t1")]
    note = {"session": session, "carer": carer_on(session)}
    assert services.note_roll_call(ticks=ticks, **note) == 1
    assert services.note_roll_call(ticks=ticks, **note) == 0
    tick = RollTick.objects.get()
    assert timedelta(minutes=9) < timezone.now() - tick.at < timedelta(minutes=11)
    assert selectors.latest_ticks(session) == {stay.pk: tick}
    assert selectors.evacuation().synced_at == tick.received_at


@pytest.mark.parametrize("seconds", [-7200, 10**9])
def test_a_clock_that_is_off_moves_no_tick_out_of_the_day(seconds: int) -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    services.note_roll_call(session=session, ticks=[Ticked(stay.pk, True, seconds, "t")], carer=carer_on(session))
    assert timezone.now() - timedelta(hours=12, minutes=1) < RollTick.objects.get().at <= timezone.now()


def test_ticks_of_other_sessions_are_left_out() -> None:
    session, other = make_open_session(), make_open_session()
    [stay] = drop_off(other)
    note = {"session": session, "carer": carer_on(session)}
    assert services.note_roll_call(ticks=[Ticked(stay.pk, True, 0, "t")], **note) == 0
    refused("not_signed_on", services.note_roll_call, ticks=[], session=session, carer=carer_on(other))


def test_a_hand_over_noted_offline_is_settled_by_two() -> None:
    session = make_open_session()
    [stay] = drop_off(session)
    for _twice in range(2):
        note = services.note_offline_hand_over(
            drop_in=stay, to="奶奶", seconds_ago=300, key="n", carer=carer_on(session)
        )
    assert DropIn.objects.inside().exists()
    first, second = StaffFactory(), StaffFactory()
    words = {"note": note, "document": "身份证"}
    refused("not_two", services.settle_offline, **words, first=first, second=first)
    services.settle_offline(**words, first=first, second=second)
    refused("bad_state", services.settle_offline, **words, first=first, second=second)
    assert not DropIn.objects.inside().exists()
    assert selectors.offline_notes() == []
