"""Booking by tapping on a phone, without entering addresses or times."""

import re

import pytest
from playwright.sync_api import Page, expect

from community.ranges import DAY, today
from rooms import services
from rooms.models import Booking, Room, Waiting
from rooms.views.answers import slot_url
from tests.factories import RoomFactory, UserFactory, make_booking, tomorrow_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASS = re.compile(r"/bookings/\w{12}/$")
# Hours and dates of a page that do not stand on one line.
TORN = r"""() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), torn = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.parentElement.checkVisibility() || node.parentElement.closest("option")) continue;
    for (const found of node.data.replaceAll("\u2060", "_").matchAll(/\d\d?:\d\d(–_?\d\d:\d\d)?|\d+_?月_?\d+_?日/g)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const tops = [...range.getClientRects()].filter((each) => each.width > 1).map((each) => Math.round(each.top));
      if (new Set(tops).size > 1) torn.push(found[0]);
    }
  }
  return torn;
}"""
HOWS = [{}, {"javascript": False}, {"elder": True}, {"language": "en"}]


@pytest.fixture
def room(transactional_db) -> Room:
    return RoomFactory(name="乐器室", slug="music")


def tap(page: Page, target: str) -> None:
    """Tap the middle of a visible element."""
    found = page.locator(target).first
    found.scroll_into_view_if_needed()
    found.click()
    page.wait_for_load_state()


def start(hour: int, minute: int = 0) -> str:
    return f"label[for='start-{(today() + DAY).isoformat()}T{hour:02}:{minute:02}']"


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_from_home_to_booked_takes_four_taps_at_most(room, open_page, how):
    user = UserFactory(language=how.get("language", "zh-hans"))
    page = open_page(user, **how)
    page.goto("/")
    taps = [
        "main a[href='/book/']",
        "main .choices a[href*='date=']:nth-of-type(2)",
        ".found .choice",
        "#booking-form .btn-big",
    ]
    for target in taps:
        tap(page, target)
    page.wait_for_url(PASS)
    assert len(taps) <= 4
    booking = Booking.objects.get()
    assert (booking.user, booking.span) == (user, tomorrow_at(8))


@pytest.mark.parametrize("javascript", [True, False])
def test_a_new_start_keeps_the_length(room, open_page, javascript):
    user = UserFactory()
    page = open_page(user, javascript=javascript)
    page.goto(f"/rooms/music/book/?start={(today() + DAY).isoformat()}T11:00")
    tap(page, start(15))
    tap(page, "#booking-form .btn-big")
    page.wait_for_url(PASS)
    assert Booking.objects.get().span == tomorrow_at(15)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_move_keeps_the_length(room, open_page, javascript):
    user = UserFactory()
    booking = make_booking(room, user, tomorrow_at(15, hours=2))
    page = open_page(user, javascript=javascript)
    page.goto(booking.get_absolute_url())
    tap(page, f"a[href='/bookings/{booking.ref}/change/']")
    tap(page, start(16))
    tap(page, "form[data-stay] .btn-big")
    page.wait_for_url(PASS)
    booking.refresh_from_db()
    assert booking.span == tomorrow_at(16, hours=2)


def test_what_does_not_fit_is_said_before_it_is_sent(room, open_page):
    make_booking(room, span=tomorrow_at(17))
    page = open_page(UserFactory())
    page.goto(f"/rooms/music/book/?start={(today() + DAY).isoformat()}T11:00")
    expect(page.locator(".chosen")).to_have_text("明天 11:00–\u206012:00")
    tap(page, start(16, 30))
    expect(page.locator(".fit")).to_contain_text("最多30分钟")
    expect(page.locator("[name=length]:checked")).to_have_count(0)
    tap(page, "label[for='length-30']")
    expect(page.locator(".chosen")).to_have_text("明天 16:30–\u206017:00")
    tap(page, start(10))
    tap(page, "label[for='length-90']")
    tap(page, "#booking-form .btn-big")
    page.wait_for_url(PASS)
    assert Booking.objects.latest("pk").span == tomorrow_at(10, hours=1.5)


def test_without_javascript_what_does_not_fit_is_never_booked_shorter(room, open_page):
    make_booking(room, span=tomorrow_at(17))
    page = open_page(UserFactory(), javascript=False)
    page.goto(f"/rooms/music/book/?start={(today() + DAY).isoformat()}T11:00")
    tap(page, start(16, 30))
    tap(page, "#booking-form .btn-big")
    expect(page.locator("#refusal")).to_be_visible()
    assert Booking.objects.count() == 1


def test_reloading_or_going_back_asks_nobody_to_send_a_form_again(room, open_page):
    page = open_page(UserFactory())
    page.goto("/book/")
    tap(page, "main .choices a[href*='date=']:nth-of-type(2)")
    tap(page, ".found .choice")
    for people in ("99", "1"):  # refused, then booked
        page.locator("#id_party_size").fill(people)
        tap(page, "#booking-form .btn-big")
        if people == "99":
            expect(page.locator(".error-summary")).to_be_visible()
            page.reload()
            expect(page.locator(".error-summary")).to_be_hidden()
    page.wait_for_url(PASS)
    page.evaluate("history.back()")
    expect(page.locator("#refusal a.btn-primary")).to_have_attribute("href", Booking.objects.get().get_absolute_url())


@pytest.mark.parametrize("how", HOWS, ids=str)
def test_a_taken_time_leads_into_the_line_and_out_of_it(room, open_page, how):
    taken = make_booking(room, span=tomorrow_at(10))
    user = UserFactory(language=how.get("language", "zh-hans"))
    page = open_page(user, **how)
    page.goto(f"/rooms/day/?date={(today() + DAY).isoformat()}")
    tap(page, ".tg-list a.tg-taken")
    tap(page, "#refusal a.btn")
    tap(page, "main form .btn-primary")
    page.wait_for_url("**/bookings/")
    assert Waiting.objects.get().span == taken.span
    services.cancel_booking(booking=taken, by=taken.user)
    page.reload()
    tap(page, "a[href^='/waiting/']")
    tap(page, "main form .btn-primary")
    page.wait_for_url(PASS)
    assert Booking.objects.get(user=user).span == tomorrow_at(10)


@pytest.mark.parametrize("elder", [0, 1, 2])
def test_a_small_phone_shows_the_booking_pages_unscrolled_and_no_hours_or_date_torn(room, open_page, elder):
    user = UserFactory()
    Room.objects.update(mode=Room.Mode.PLACES, capacity=6)
    booking = make_booking(room, user, party_size=2)
    page = open_page(user, width=320, elder=elder)
    for path in (
        "/rooms/",
        "/book/",
        "/rooms/day/",
        "/rooms/music/",
        "/rooms/music/book/",
        "/bookings/",
        f"/bookings/{booking.ref}/",
        f"/bookings/{booking.ref}/change/",
        f"/bookings/{booking.ref}/details/",
        f"/bookings/{booking.ref}/cancel/",
        slot_url("join_waiting", "music", span=booking.span, people=6),
    ):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate(TORN) == [], path
