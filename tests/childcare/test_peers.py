"""Bugs reported in similar programs that must not occur here; each test names its report."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.utils import timezone

from childcare import selectors, services
from childcare.enums import Proof
from childcare.models import CareDuty, DropIn, PickUp
from community.ladders import climb_all
from community.ranges import DAY, at, today
from tests.childcare.factories import (
    CarerFactory,
    carer_on,
    drop_off,
    fetch,
    make_open_session,
    make_session,
    make_sheet,
    sign_on,
)
from tests.childcare.tablet import open_tablet
from tests.factories import StaffFactory, UserFactory
from tests.steps import log_in, refused

pytestmark = pytest.mark.django_db


def test_stale_records_do_not_fill_the_room(come_to) -> None:  # type: ignore[no-untyped-def]
    """Rock#6735: yesterday's children and carers count for yesterday's session alone."""
    yesterday = make_open_session(places=1, hours=1)
    drop_off(yesterday, hours=0.4)
    come_to(timezone.now() + DAY)
    room = make_open_session(places=1, room=yesterday.room)
    assert selectors.standing_of(room).present == 0
    assert drop_off(room)
    assert selectors.standing_of(yesterday).present == 1


def test_an_override_that_says_done_is_done(client: Client) -> None:
    """Rock#6966: the override did nothing, and printed success."""
    [stay] = drop_off(make_open_session())
    first, second = log_in(client, StaffFactory()), StaffFactory()
    typed = {"name": "邻居李姐", "document": "身份证", "reason": "家里都联系不上"}
    typed |= {"phone": second.phone, "password": "correct horse"}
    path = f"/childcare/sessions/stays/{stay.pk}/override/"
    assert client.post(path, typed | {"password": "wrong"}).status_code == 422
    assert DropIn.objects.inside().get() == stay
    assert client.post(path, typed).status_code == 302
    done = PickUp.objects.get(drop_in=stay)
    assert (done.proof, done.first_by, done.second_by) == (Proof.OVERRIDE, first, second)
    assert not DropIn.objects.inside().exists()


def test_a_child_is_never_in_twice() -> None:
    """Rock#2478: in two rooms, by two requests, or again before it has gone."""
    sheet, one, two = make_sheet(), make_open_session(), make_open_session()
    [stay] = drop_off(one, sheet)
    refused("in_already", drop_off, one, sheet)
    refused("in_already", drop_off, two, sheet)
    fetch(stay)
    assert drop_off(two, sheet)
    assert DropIn.objects.inside().count() == 1


@pytest.mark.parametrize("zone", ["UTC", "America/Los_Angeles", "Pacific/Kiritimati"])
def test_whatever_zone_a_server_has_the_room_is_not_empty(come_to, zone: str) -> None:  # type: ignore[no-untyped-def]
    """Rock#2965: by the server's zone it was another day, and the room looked empty."""
    come_to(at(today(), time(7, 30)))
    session = make_open_session(start=-timedelta(minutes=5), hours=2)
    with timezone.override(ZoneInfo(zone)):
        [stay] = drop_off(session)
        assert stay.day_pass.day == today()
        page = selectors.door(session)
        assert [each.drop_in for each in page.inside] == [stay]
        assert selectors.current_session() == session
        assert selectors.evacuation().children == 1
        assert selectors.pass_of_code(stay.day_pass.code) == stay.day_pass
        assert fetch(stay)


def test_upkeep_at_midnight_ends_no_stay(come_to) -> None:  # type: ignore[no-untyped-def]
    """evaka PR 2606: the nightly upkeep ended attendances."""
    session = make_open_session(hours=1)
    [stay] = drop_off(session, until=session.ends_at)
    midnight = at(today() + DAY, time.min)
    for moment in (midnight - timedelta(minutes=1), midnight, midnight + timedelta(hours=3)):
        come_to(max(moment, session.ends_at + timedelta(hours=1)))
        services.tend_care()
        services.make_sessions()
        services.forget_stays()
        climb_all()
        assert DropIn.objects.inside().get() == stay
    assert CareDuty.objects.on().filter(session=session).count() == 2


def test_children_without_a_carer_divide_nothing(client: Client) -> None:
    """evaka PR 2405: a division by nought where children were in and no staff."""
    session = make_open_session()
    drop_off(session)
    for duty in CareDuty.objects.on():
        services.declare_breach(duty=duty, reason="都病了")
    standing = selectors.standing_of(session)
    assert (standing.present, standing.carers, standing.is_whole, standing.children_left()) == (1, 0, False, 0)
    log_in(client, StaffFactory())
    for path in (f"{session.pk}/", "", "month/"):
        assert client.get(f"/childcare/sessions/{path}").status_code == 200
    assert client.get("/childcare/").status_code == client.get("/childcare/figures/").status_code == 200


def test_who_is_in_training_is_no_carer() -> None:
    """evaka PR 2717: trainees counted as carers."""
    session = make_session()
    for _number in range(3):
        sign_on(session, CarerFactory(is_trainee=True, trained_on=None, checked_until=None))
    sign_on(session)
    refused("two_carers", drop_off, session)
    assert selectors.standing_of(session).carers == 1


def test_a_list_that_refreshes_says_the_same(client: Client) -> None:
    """ChurchCRM#8851: the list went back to nought when it refreshed."""
    session = make_open_session()
    for _number in range(3):
        drop_off(session)
    open_tablet(client, session)
    pages = ("/childcare/door/", "/childcare/door/roll/list/", "/childcare/evacuate/")
    for page in pages:
        first, second = client.get(page), client.get(page)
        assert first.status_code == second.status_code == 200
        assert first.content.count("小雨".encode()) == second.content.count("小雨".encode()) or page.endswith("list/")
    assert [len(client.get(pages[1]).json()["inside"]) for _time in range(3)] == [3, 3, 3]


def test_siblings_are_never_taken_for_one_another() -> None:
    """pieforproviders#3358: brothers and sisters of one family were confused."""
    mother = UserFactory()
    names = ("周小雨", "周小语")
    elder, younger = (make_sheet(mother, name=name, years=7, allergies=name) for name in names)
    session = make_open_session()
    one, two = drop_off(session, elder, younger, allergies_read=True)
    assert one.day_pass == two.day_pass
    assert (one.sheet, two.sheet) == (elder, younger)
    fetch(two)
    [left] = selectors.inside(session)
    assert (left.drop_in, left.called, left.allergies) == (one, "小雨", "周小雨")
    [again] = drop_off(session, younger, allergies_read=True)
    assert again.sheet == younger
    assert {each.called for each in selectors.inside(session)} == {"小雨", "小语"}


def test_a_clock_that_jumps_back_takes_nobody_out(come_to) -> None:  # type: ignore[no-untyped-def]
    """A server that sets its clock right: whoever is inside stays, and can be handed back."""
    now: datetime = timezone.now()
    [stay] = drop_off(make_open_session())
    come_to(now - timedelta(minutes=2))
    services.tend_care()
    assert DropIn.objects.inside().get() == stay
    assert carer_on(stay.session)
