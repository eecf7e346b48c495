"""A new resident signs up, books the music room, cancels, waits for a slot, checks in, and is seen at the desk."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from community.models import OutgoingText, User
from community.ranges import DAY, today
from community.registers.roles import FRONT_DESK_ROLE
from rooms import services
from rooms.models import Booking, Room
from tests.factories import RoomFactory, UserFactory, make_booking, tomorrow_at

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def tomorrow() -> str:
    """Asked for anew each time: a long run may pass midnight."""
    return (today() + DAY).isoformat()


@pytest.fixture
def music_room(transactional_db) -> Room:
    return RoomFactory(name="乐器室", slug="music", slot_minutes=60, min_minutes=60)


def sign_up(page: Page) -> User:
    page.goto("/")
    page.get_by_role("link", name="登录").first.click()
    page.get_by_label("手机号").fill("139 1234 5678")
    page.get_by_role("button", name="获取验证码").click()
    code = re.search(r"\d{6}", OutgoingText.objects.get().body)
    assert code
    page.get_by_label("验证码").fill(code[0])
    page.locator("main").get_by_role("button", name="登录").click()
    page.get_by_label("姓名").fill("阿依古丽·买买提")
    page.get_by_role("button", name="同意并继续").click()
    expect(page.get_by_text("欢迎您，邻居")).to_be_visible()
    return User.objects.get(phone="13912345678")


def clerk() -> User:
    user = UserFactory(name="何敏", is_staff=True)
    user.groups.add(Group.objects.get(name=FRONT_DESK_ROLE))
    return user


def test_from_signing_up_to_the_desk(music_room, open_page, come_to):
    page = open_page(width=1280)
    user = sign_up(page)

    # Three steps: choose a free hour in the grid, book it, show the pass.
    page.goto(f"/rooms/day/?date={tomorrow()}")
    page.get_by_role("link", name="10:00 乐器室 空闲").click()
    page.get_by_label("用途").fill("练古筝")
    page.get_by_role("button", name="预约", exact=True).click()
    expect(page.get_by_alt_text(re.compile("二维码|QR"))).to_be_visible()
    booking = Booking.objects.get()
    assert (booking.user, booking.span) == (user, tomorrow_at(10))

    page.get_by_role("link", name="来不了").click()
    page.get_by_role("button", name=re.compile("取消")).click()
    booking.refresh_from_db()
    assert booking.state == "cancelled"

    # Somebody else has the hour now; wait for it, and take it when it frees.
    other = make_booking(music_room, UserFactory(), tomorrow_at(10))
    page.goto(f"/rooms/music/wait/?start={tomorrow()}T10:00&end={tomorrow()}T11:00&party_size=1")
    page.get_by_role("button", name="告诉我").click()
    expect(page.get_by_role("button", name="不等了")).to_be_visible()
    services.cancel_booking(booking=other, by=other.user)
    page.goto("/bookings/")
    page.get_by_role("link", name="去确认").click()
    page.locator("main form button").first.click()
    expect(page.get_by_alt_text(re.compile("二维码|QR"))).to_be_visible()
    won = Booking.objects.get(user=user, state="confirmed")
    assert won.span == tomorrow_at(10)

    # The hour has come: the desk finds the resident by pinyin initials and checks in.
    come_to(won.starts_at)
    desk = open_page(clerk(), width=1280)
    desk.goto("/desk/search/?q=aygl")
    expect(desk.get_by_text("阿依古丽·买买提").first).to_be_visible()
    desk.goto(f"/desk/check-in/{won.ref}/")
    desk.locator("main form button").first.click()
    won.refresh_from_db()
    assert won.state == "checked_in"
    desk.goto("/desk/")
    expect(desk.get_by_text("阿依古丽·买买提").first).to_be_visible()


@pytest.mark.parametrize("how", [{"javascript": False}, {"elder": True}, {"language": "en"}], ids=str)
def test_booking_on_a_phone(music_room, open_page, how):
    """From the list of a narrow page: without JavaScript, in elder mode, in English."""
    user = UserFactory(language=how.get("language", "zh-hans"))
    page = open_page(user, **how)
    page.goto(f"/rooms/day/?date={tomorrow()}")
    page.locator(".chips a").first.click()
    page.locator("#booking-form button[type=submit]").last.click()
    page.wait_for_url(re.compile(r"/bookings/\w+/$"))
    assert Booking.objects.get().span == tomorrow_at(8)


def test_the_keyboard_alone_books_a_room(music_room, open_page):
    user = UserFactory()
    page = open_page(user, width=1280)
    page.goto(f"/rooms/day/?date={tomorrow()}")
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.tg td a')"):
            break
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.getAttribute('aria-label')").startswith("09:00")
    assert page.evaluate("parseFloat(getComputedStyle(document.activeElement).outlineWidth)") >= 2
    page.keyboard.press("Enter")
    page.wait_for_url("**/book/**")
    for _press in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('#booking-form button[type=submit]')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/bookings/\w+/$"))
    assert Booking.objects.get().span == tomorrow_at(9)


def test_a_screen_reader_reads_the_grid(music_room, open_page):
    make_booking(music_room, UserFactory(), tomorrow_at(9))
    page = open_page(width=1280)
    page.goto(f"/rooms/day/?date={tomorrow()}")
    tree = page.locator("table.tg").aria_snapshot()
    assert 'columnheader "乐器室"' in tree
    assert 'rowheader "08:00"' in tree
    assert 'link "10:00 乐器室 空闲"' in tree
    assert 'link "已约 有空告诉我 09:00–\u206010:00 乐器室"' in tree


def test_a_form_with_errors_says_so_first(music_room, open_page):
    page = open_page()
    page.goto("/accounts/log-in/")
    page.get_by_label("手机号").fill("12")
    page.get_by_role("button", name="获取验证码").click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.get_by_label("手机号")).to_have_value("12")
    expect(page.get_by_label("手机号")).to_have_attribute("aria-invalid", "true")
