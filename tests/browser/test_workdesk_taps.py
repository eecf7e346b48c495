"""Staff tasks by tapping from the first page, with the numbers of taps, keys and pages, and the seconds they amount to.

A tap counts 2.65 s, a key 0.28 s, a page 0.6 s. The limits are those of issue 16.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import time, timedelta
from typing import Any, ClassVar

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Locator, Page, expect

from classes.models import ClassSession, InterestClass
from community.models import User
from community.ranges import DAY, at, today
from community.registers.roles import FRONT_DESK_ROLE, READ_ONLY
from residents.models import Appointment, Reveal
from rooms.models import Booking, Room
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    RoomFactory,
    StaffFactory,
    UserFactory,
    make_booking,
    make_class,
    register_person,
    span_on,
)
from volunteers.models import Post, Shift

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TAP, KEY, PAGE = 2.65, 0.28, 0.6
each_width = pytest.mark.parametrize("width", [1440, 1024, 390])


@dataclass
class Hand:
    """Somebody at work, who begins at the first page and counts what a hand does."""

    page: Page
    task: str
    taps: int = 0
    keys: int = 0
    pages: int = 0
    table: ClassVar[dict[str, tuple[int, int, float]]] = {}

    def begin(self, path: str) -> "Hand":
        self.page.goto(path)
        self.page.on("domcontentloaded", self._came)
        self.page.on("console", self._must_be_quiet)
        return self

    def tap(self, target: str | Locator) -> None:
        """Touch what is drawn; Chromium refuses where something lies over it."""
        found = self.page.locator(target) if isinstance(target, str) else target
        found.filter(visible=True).first.click()
        self.page.wait_for_load_state()
        self.taps += 1

    def types(self, target: str, text: str, keys: str = "") -> None:
        """Tap a field and fill it; `keys` are those pressed for it, where it is written by pinyin."""
        self.tap(target)
        self.page.locator(target).filter(visible=True).first.fill(text)
        self.keys += len(keys or text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self.keys += len(keys)

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.keys * KEY + self.pages * PAGE

    def done(self, *, taps: int, keys: int, seconds: float) -> None:
        """The task is over and took no more than this; the page does not scroll sideways."""
        worst = self.table.get(self.task, (0, 0, 0.0))
        self.table[self.task] = max(worst, (self.taps, self.keys, round(self.seconds, 1)))
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways"
        assert (self.taps <= taps, self.keys <= keys, self.seconds <= seconds) == (True, True, True), (
            self.taps,
            self.keys,
            self.seconds,
        )

    def _came(self, _page: Page) -> None:
        self.pages += 1

    @staticmethod
    def _must_be_quiet(message: Any) -> None:
        assert message.type != "error", message.text


@pytest.fixture(scope="module", autouse=True)
def show_table() -> Iterator[None]:
    yield
    lines = [f"{task:<24} {taps:>3} taps {keys:>3} keys {seconds:>6} s"
             for task, (taps, keys, seconds) in sorted(Hand.table.items())]  # fmt: skip
    print("\n" + "\n".join(lines))  # noqa: T201 - what the tasks come to, for who runs it with -s


@pytest.fixture(autouse=True)
def half_past_nine(come_to: Any) -> None:
    come_to(at(today() + DAY, time(9, 37)))


@pytest.fixture
def room(transactional_db: Any) -> Room:
    return RoomFactory(name="乐器室", slug="music", capacity=20)


def of_role(role: str) -> User:
    user = UserFactory(name="王芳", is_staff=True)
    user.groups.add(Group.objects.get_or_create(name=role)[0])
    return user


@pytest.fixture
def front_desk(transactional_db: Any) -> User:
    return _with_permissions(of_role(FRONT_DESK_ROLE), FRONT_DESK_ROLE)


@pytest.fixture
def reader(transactional_db: Any) -> User:
    return _with_permissions(of_role(READ_ONLY), READ_ONLY)


def _with_permissions(user: User, role: str) -> User:
    """The groups are emptied with the tables between such tests; fill them as `migrate` does."""
    from django.apps import apps
    from django.contrib.auth.management import create_permissions

    from community.registers.roles import fill_groups

    for app in apps.get_app_configs():
        create_permissions(app, verbosity=0)
        fill_groups(app)
    return user


def row(thing: str) -> str:
    return f"#{thing}"


def in_sight(page: Page, target: str) -> bool:
    """Whether something is on the first screen, without scrolling."""
    box = page.locator(target).first.bounding_box()
    size = page.viewport_size
    return box is not None and size is not None and box["y"] + box["height"] <= size["height"]


@each_width
@pytest.mark.parametrize("who", ["front_desk", "reader"])
def test_see_todays_work(room, open_page, request, who, width):
    booking = make_booking(room, span=span_on(today(), 10))
    post = Post.objects.create(name="工作站", slug="workstation", kind="workstation")
    Shift.objects.create(post=post, date=today(), starts_at=at(today(), time(9)), ends_at=at(today(), time(12)))
    hand = Hand(open_page(request.getfixturevalue(who), width=width), "see today's work").begin("/admin/")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_contain_text("10:00")
    assert width == 390 or in_sight(hand.page, row(f"booking-{booking.ref}"))
    expect(hand.page.locator("#care")).to_contain_text("还缺1人")
    assert bool(hand.page.locator(".work-acts button").count()) == (who == "front_desk")
    hand.done(taps=0, keys=0, seconds=0)


@each_width
@pytest.mark.parametrize("path", ["/admin/", "/desk/"])
def test_check_in(room, open_page, front_desk, width, path):
    booking = make_booking(room, span=span_on(today(), 10))
    hand = Hand(open_page(front_desk, width=width), "check in").begin(path)
    hand.tap(f"{row(f'booking-{booking.ref}')} button")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_contain_text("已签到")
    booking.refresh_from_db()
    assert booking.state == Booking.State.CHECKED_IN
    assert hand.page.url.endswith(f"{path}#booking-{booking.ref}")
    expect(hand.page.locator("main .note.success")).to_contain_text(booking.contact_name)
    hand.done(taps=1, keys=0, seconds=3)


def test_without_javascript_one_stands_on_the_same_line(room, open_page, front_desk):
    booking = make_booking(room, span=span_on(today(), 10))
    hand = Hand(open_page(front_desk, javascript=False), "check in, plain").begin("/admin/")
    hand.tap(f"{row(f'booking-{booking.ref}')} button")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_contain_text("已签到")
    assert hand.page.url.endswith(f"/admin/#booking-{booking.ref}")


def test_one_act_after_another_and_what_was_refused_is_said(room, open_page, front_desk):
    first, second = (make_booking(room, span=span_on(today(), hour)) for hour in (10, 11))
    hand = Hand(open_page(front_desk, width=390), "check in").begin("/desk/")
    hand.tap(f"{row(f'booking-{first.ref}')} button")
    expect(hand.page.locator(row(f"booking-{first.ref}"))).to_contain_text("已签到")
    expect(hand.page.locator(row(f"booking-{first.ref}"))).to_be_focused()
    Booking.objects.filter(pk=second.pk).update(state=Booking.State.NO_SHOW)
    hand.tap(f"{row(f'booking-{second.ref}')} button")
    expect(hand.page.locator("main .note.error")).to_be_visible()
    assert hand.pages == 0


@each_width
def test_approve(open_page, front_desk, transactional_db, width):
    booking = make_booking(RoomFactory(needs_approval=True), span=span_on(today(), 19))
    hand = Hand(open_page(front_desk, width=width), "approve").begin("/admin/")
    hand.tap(f"{row(f'request-{booking.ref}')} .btn-primary")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_be_visible()
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    hand.done(taps=1, keys=0, seconds=3)


@each_width
def test_book_for_a_walk_in_without_login(room, open_page, front_desk, width):
    hand = Hand(open_page(front_desk, width=width), "book for a walk-in").begin("/admin/")
    hand.tap(".work-tasks a[href^='/desk/book/']")
    hand.tap(".pick label")
    hand.types("#id_contact_name", "王秀兰", keys="wangxiulan ")
    hand.types("#id_contact_phone", "13900000001")
    hand.tap("main form .btn-primary")
    hand.page.wait_for_url("**/admin/")
    booking = Booking.objects.get()
    assert (booking.contact_name, booking.span) == ("王秀兰", span_on(today(), 10))
    hand.done(taps=6, keys=25, seconds=25)


@each_width
@pytest.mark.parametrize("who", ["front_desk", "reader"])
def test_find_a_person_by_pinyin_and_know_it_is_them(open_page, request, transactional_db, who, width):
    building = BuildingFactory(name="3")
    for door in ("101", "202"):
        register_person("王秀兰", household=HouseholdFactory(building=building, unit=1, room=door))
    hand = Hand(open_page(request.getfixturevalue(who), width=width), "find a person").begin("/admin/")
    hand.types("#find-anything", "wangxiulan")
    hand.presses("Enter")
    hand.page.wait_for_url("**/desk/search/**")
    for door in ("3-1-101", "3-1-202"):
        expect(hand.page.locator("main .found-hit", has_text=door)).to_be_visible()
    hand.done(taps=1, keys=12, seconds=7)


@each_width
def test_move_a_session(open_page, transactional_db, width):
    made = make_class(first_day=today(), weekday=today().weekday(), starts=time(15), ends=time(16))
    session = ClassSession.objects.filter(interest_class=made).first()
    hand = Hand(open_page(StaffFactory(), width=width), "move a session").begin("/admin/")
    hand.tap(f"{row(f'session-{session.pk}')} a[href*='/move/']")
    assert (hand.taps, hand.seconds <= 6) == (1, True)
    hand.types("#id_day", (today() + DAY).isoformat(), keys="1201")
    hand.tap(".submit-row :is(button, input[type=submit])")
    hand.page.wait_for_url("**/admin/**session-*")
    session.refresh_from_db()
    assert session.starts_at == at(today() + DAY, time(15))
    assert InterestClass.objects.count() == 1
    hand.done(taps=5, keys=8, seconds=14)


@each_width
def test_appoint_a_leader(open_page, transactional_db, width):
    building = BuildingFactory(name="3")
    home = HouseholdFactory(building=building, unit=1, room="101")
    leader = register_person("王秀兰", household=home, phone="13900000001")
    register_person("王秀兰", phone="13900000002")
    hand = Hand(open_page(StaffFactory(), width=width), "appoint a leader").begin("/admin/")
    hand.tap(".work-tasks a[href*='/appointment/add/']")
    hand.tap(".field-resident .select2-selection")
    hand.page.keyboard.type("0001")
    hand.keys += 4
    hand.tap(hand.page.locator(".select2-results__option", has_text="3-1-101"))
    expect(hand.page.locator("#id_name")).to_have_value("王秀兰")
    hand.page.locator("#id_building").select_option(str(building.pk))
    hand.taps += 2  # the list, and the building in it
    hand.tap("[name=_save]")
    hand.page.wait_for_url("**/appointment/")
    appointment = Appointment.objects.get()
    assert (appointment.resident, appointment.name, appointment.phone) == (leader, "王秀兰", "13900000001")
    assert set(Reveal.objects.values_list("field", flat=True)) == {"name", "phone"}
    hand.done(taps=6, keys=4, seconds=20)


def test_by_keyboard_alone(room, open_page, front_desk):
    booking = make_booking(room, span=span_on(today(), 10))
    register_person("王秀兰", household=HouseholdFactory(building=BuildingFactory(name="3")))
    register_person("王秀英")
    hand = Hand(open_page(front_desk, width=1440), "by keyboard alone").begin("/admin/")
    hand.presses("/", *"wangxiulan")
    expect(hand.page.locator("[data-found] .found-hit").first).to_be_visible()
    hand.presses("ArrowDown", "Enter")
    hand.page.wait_for_url("**/residents/*/")
    hand.page.goto("/admin/")
    button = hand.page.locator(f"{row(f'booking-{booking.ref}')} button")
    for _each in range(80):
        if button.evaluate("each => each === document.activeElement"):
            break
        hand.page.keyboard.press("Tab")
    hand.page.keyboard.press("Enter")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_contain_text("已签到")
    assert timedelta(0) <= Booking.objects.get().checked_in_at - at(today(), time(9, 37)) < timedelta(minutes=1)
