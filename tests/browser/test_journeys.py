"""Every user journey by tapping on a phone, from home, never by address.

Each is taken in Chinese, in large text, without JavaScript and in English. The limits are what a neighbour has to do;
a table of the results is printed at the end (`pytest -s`).
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import pytest
from icalendar import Calendar
from playwright.sync_api import Page

from classes.models import Enrolment, Pledge, Proposal
from community.models import OutgoingText, User
from community.ranges import DAY, today
from residents import services as register
from residents.models import Appointment
from rooms import services
from rooms.models import Booking, Room, Waiting
from tests.browser.finger import Finger, table
from tests.factories import (
    BuildingFactory,
    RoomFactory,
    UserFactory,
    make_booking,
    make_class,
    make_proposal,
    make_ward,
    tomorrow_at,
)

pytestmark = pytest.mark.browser

PASS = re.compile(r"/bookings/\w{12}/$")
TOMORROW = "main .choices a[href*='date=']:nth-of-type(2)"
HOWS = [
    pytest.param({"width": 390}, id="phone"),
    pytest.param({"width": 390, "elder": 1}, id="elder", marks=pytest.mark.slow),
    pytest.param({"width": 390, "javascript": False}, id="no-javascript", marks=pytest.mark.slow),
    pytest.param({"width": 390, "language": "en"}, id="english", marks=pytest.mark.slow),
]
every_way = pytest.mark.parametrize("how", HOWS)


@pytest.fixture(scope="module", autouse=True)
def show_table() -> Iterator[None]:
    yield
    print(f"\n{table()}")  # noqa: T201 - what the taps come to, for who runs it with -s


@pytest.fixture
def room(transactional_db: Any) -> Room:
    return RoomFactory(name="乐器室", slug="music")


def neighbour(how: dict[str, Any], **fields: Any) -> User:
    return UserFactory(language=how.get("language", "zh-hans"), **fields)


def texted_code() -> str:
    found = re.search(r"\d{6}", OutgoingText.objects.latest("pk").body)
    assert found
    return found[0]


def tab(path: str) -> str:
    """A place in the phone's bottom bar."""
    return f".tabs-bottom a[href='{path}']"


@every_way
def test_sign_up_and_book(room, open_page, how):
    finger = Finger(open_page(**how), "sign up and book")
    finger.tap("main a[href='/book/']")
    finger.tap(TOMORROW)
    finger.tap(".found .choice")
    finger.type("#id_phone", "139 1234 5678")
    finger.tap("button[value=code]")
    finger.type("#id_code", texted_code())
    finger.tap("button[value=enter]")
    finger.type("#id_name", "阿依古丽·买买提")
    finger.tap("button[value=name]")
    finger.tap("#booking-form .btn-big")
    finger.page.wait_for_url(PASS)
    finger.done(taps=7, fields=3)
    booking = Booking.objects.get()
    assert (booking.user, booking.span) == (User.objects.get(phone="13912345678"), tomorrow_at(8))


@every_way
def test_forgotten_password(transactional_db, open_page, how):
    user = neighbour(how)
    finger = Finger(open_page(**how), "forgotten password")
    finger.tap(".log-in")
    finger.type("#id_phone", user.phone)
    finger.tap("button[value=code]")
    finger.type("#id_code", texted_code())
    finger.tap("button[value=enter]")
    finger.sees(tab("/my/"))
    finger.done(taps=3, fields=2)
    assert finger.page.locator(".log-in").count() == 0


@every_way
def test_change_the_time(room, open_page, how):
    user = neighbour(how)
    booking = make_booking(room, user, tomorrow_at(15, hours=2))
    finger = Finger(open_page(user, **how), "change")
    finger.tap(f"main a[href='{booking.get_absolute_url()}']")
    finger.tap(f"a[href='/bookings/{booking.ref}/change/']")
    finger.tap(f"label[for='start-{(today() + DAY).isoformat()}T16:00']")
    finger.tap("form[data-stay] .btn-big")
    finger.page.wait_for_url(PASS)
    finger.done(taps=4)
    booking.refresh_from_db()
    assert booking.span == tomorrow_at(16, hours=2)


@every_way
def test_cancel(room, open_page, how):
    user = neighbour(how)
    booking = make_booking(room, user)
    finger = Finger(open_page(user, **how), "cancel")
    finger.tap(f"main a[href='{booking.get_absolute_url()}']")
    finger.tap(f"a[href='/bookings/{booking.ref}/cancel/']")
    finger.tap("main form .btn-primary")
    finger.page.wait_for_url("**/bookings/")
    finger.done(taps=3)
    booking.refresh_from_db()
    assert booking.state == Booking.State.CANCELLED


@every_way
def test_wait_and_accept(room, open_page, how):
    taken = make_booking(room, span=tomorrow_at(10))
    user = neighbour(how)
    finger = Finger(open_page(user, **how), "wait and accept")
    finger.tap("main a[href='/book/']")
    finger.tap(TOMORROW)
    finger.tap(".found .more")
    finger.tap(".times a.gone")
    finger.tap("#refusal .btn")
    finger.tap("main form .btn-primary")
    assert Waiting.objects.get().span == taken.span
    services.cancel_booking(booking=taken, by=taken.user)
    finger.tap(tab("/"))
    finger.tap(".questions a")
    finger.tap("main form .btn-primary")
    finger.page.wait_for_url(PASS)
    finger.done(taps=9)
    assert Booking.objects.get(user=user).span == tomorrow_at(10)


@every_way
def test_enrol_oneself_and_a_child(transactional_db, open_page, how):
    made = make_class(capacity=5)
    user = neighbour(how)
    make_ward(user)
    finger = Finger(open_page(user, **how), "enrol self and child")
    finger.tap(tab("/classes/"))
    finger.tap(f"main a[href='{made.get_absolute_url()}']")
    boxes = finger.page.locator("main label:has(input[name=people]), main input[name=people] + label")
    for box in boxes.all():
        if not box.locator("xpath=..").locator("input").first.is_checked():
            finger.tap(box)
    finger.tap("main form[action$='/enrol/'] .btn-wide")
    finger.done(taps=5)
    assert Enrolment.objects.filter(interest_class=made, user=user).count() == 2


@every_way
def test_propose(transactional_db, open_page, how):
    user = neighbour(how)
    finger = Finger(open_page(user, **how), "propose")
    finger.tap(tab("/classes/"))
    finger.tap("main a[href='/classes/propose/']")
    finger.type("#id_name", "胡琴班")
    finger.type("#id_about", "一起拉二胡")
    finger.tap("label[for='part_5-morning']")
    finger.tap("main form .btn-primary")
    finger.page.wait_for_url(re.compile(r"/classes/proposals/\d+/$"))
    finger.done(taps=4, fields=2)
    assert Proposal.objects.get().proposer == user


@every_way
def test_pledge_and_share(transactional_db, open_page, how):
    wish = make_proposal()
    user = neighbour(how)
    finger = Finger(open_page(user, **how), "pledge and share")
    finger.tap(tab("/classes/"))
    finger.tap(f"main a[href='{wish.get_absolute_url()}']")
    finger.tap("label[for='part_4-afternoon']")
    finger.tap("main form[action$='/pledge/'] .btn-primary")
    assert Pledge.objects.filter(proposal=wish, user=user).exists()
    finger.tap(".share a[href^='/poster/']")
    finger.sees(".poster h1")
    finger.done(taps=5)


@every_way
def test_find_my_leader(transactional_db, open_page, how):
    buildings = [BuildingFactory(name=str(number)) for number in range(1, 13)]
    register.appoint(
        role=Appointment.Role.LEADER, name="王秀兰", first=date(2024, 1, 1), by=UserFactory(), phone="19800000000",
        compound=buildings[6].compound, building=buildings[6], is_public=True, is_phone_public=True,
    )  # fmt: skip
    finger = Finger(open_page(**how), "find my leader")
    finger.tap(tab("/leaders/"))
    finger.tap(f"main a[href='?building={buildings[6].pk}']")
    finger.sees("main a.btn-primary[href='tel:19800000000']")
    finger.done(taps=2)


@every_way
def test_subscribe_to_ones_own_calendar(room, open_page, how):
    user = neighbour(how)
    booking = make_booking(room, user)
    finger = Finger(open_page(user, **how), "subscribe")
    finger.tap(tab("/my/"))
    finger.tap("main a[href='/bookings/']")
    finger.sees("main a[href^='webcal:']")
    finger.done(taps=2)
    assert booking.ref in _feed(finger.page).walk("VEVENT")[0]["UID"]


def _feed(page: Page) -> Calendar:
    """What the phone's calendar fetches from the address that it is given, of which only the path is this server's."""
    address = page.locator("main a[href^='webcal:']").first.get_attribute("href") or ""
    return Calendar.from_ical(page.request.get(urlsplit(address).path).text())
