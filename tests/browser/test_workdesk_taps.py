"""Staff tasks by tapping from the first page, with the numbers of taps, keys and pages, and the seconds they amount to.

A tap counts 2.65 s, a key 0.28 s, a page 0.6 s. The limits are those of issue 16. Each task is done at each width, by
each role that may do it, and once by keyboard alone; `ALL_LOOKS=1` takes every role at every width.
"""

import os
from collections.abc import Iterator
from datetime import time, timedelta
from itertools import cycle, product
from typing import Any

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import Page, expect

from classes.models import ClassSession, InterestClass
from community.demo import sample_photo
from community.models import Notice, User
from community.ranges import DAY, at, today
from community.registers.roles import ADMINISTRATOR, FRONT_DESK_ROLE, READ_ONLY
from residents.models import Appointment, Reveal
from rooms.models import Booking, Room
from tests.browser.hands import Hand, Keys
from tests.factories import (
    BuildingFactory,
    HouseholdFactory,
    RoomFactory,
    UserFactory,
    make_booking,
    make_class,
    register_person,
    span_on,
)
from volunteers.models import Post, Shift

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WIDTHS = (1440, 1024, 390)
each_width = pytest.mark.parametrize("width", WIDTHS)
WORKERS, EVERYBODY = ("front_desk", "administrator"), ("front_desk", "reader", "administrator")


def each_way(*roles: str) -> Any:
    """Each width and each role with a hand, and the first of them by keyboard alone."""
    tapped = product(roles, WIDTHS) if os.environ.get("ALL_LOOKS") else zip(cycle(roles), WIDTHS, strict=False)
    ways = [(role, width, Hand) for role, width in tapped]
    return pytest.mark.parametrize(
        ("who", "width", "hand_of"),
        [*ways, (roles[0], 1440, Keys)],
        ids=lambda value: value.__name__.lower() if isinstance(value, type) else str(value),
    )


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


@pytest.fixture
def administrator(transactional_db: Any) -> User:
    return _with_permissions(of_role(ADMINISTRATOR), ADMINISTRATOR)


@pytest.fixture
def at_work(request: pytest.FixtureRequest, open_page: Any) -> Any:
    """`at_work(who, width, hand_of, task)`: somebody of a role at the first page."""

    def begin(who: str, width: int, hand_of: type[Hand], task: str, path: str = "/admin/") -> Hand:
        return hand_of(open_page(request.getfixturevalue(who), width=width), task).begin(path)

    return begin


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


@each_way(*EVERYBODY)
def test_see_todays_work(room, at_work, who, width, hand_of):
    booking = make_booking(room, span=span_on(today(), 10))
    post = Post.objects.create(name="工作站", slug="workstation", kind="workstation")
    Shift.objects.create(post=post, date=today(), starts_at=at(today(), time(9)), ends_at=at(today(), time(12)))
    hand = at_work(who, width, hand_of, "see today's work")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_contain_text("10:00")
    assert width == 390 or in_sight(hand.page, row(f"booking-{booking.ref}"))
    expect(hand.page.locator("#care")).to_contain_text("还缺1人")
    assert bool(hand.page.locator(".work-acts button").count()) == (who != "reader")
    hand.done(taps=0, keys=0, seconds=0)


@pytest.mark.parametrize("path", ["/admin/", "/desk/"])
@each_way(*WORKERS)
def test_check_in(room, at_work, who, width, hand_of, path):
    booking = make_booking(room, span=span_on(today(), 10))
    hand = at_work(who, width, hand_of, "check in", path)
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
    assert hand.found(".find-anything").bounding_box()["width"] > 300
    hand.tap(f"{row(f'booking-{first.ref}')} button")
    expect(hand.page.locator(row(f"booking-{first.ref}"))).to_contain_text("已签到")
    expect(hand.page.locator(row(f"booking-{first.ref}"))).to_be_focused()
    Booking.objects.filter(pk=second.pk).update(state=Booking.State.NO_SHOW)
    hand.tap(f"{row(f'booking-{second.ref}')} button")
    expect(hand.page.locator("main .note.error")).to_be_visible()
    assert hand.pages == 0


@each_way(*WORKERS)
def test_approve(at_work, transactional_db, who, width, hand_of):
    booking = make_booking(RoomFactory(needs_approval=True), span=span_on(today(), 19))
    hand = at_work(who, width, hand_of, "approve")
    hand.tap(f"{row(f'request-{booking.ref}')} .btn-primary")
    expect(hand.page.locator(row(f"booking-{booking.ref}"))).to_be_visible()
    booking.refresh_from_db()
    assert booking.state == Booking.State.CONFIRMED
    hand.done(taps=1, keys=0, seconds=3)


def test_decline_in_words_without_a_second_tap(open_page, front_desk):
    booking = make_booking(RoomFactory(needs_approval=True), span=span_on(today(), 19))
    hand = Hand(open_page(front_desk, width=390), "decline").begin("/desk/")
    ask = f"{row(f'request-{booking.ref}')} .work-ask summary"
    hand.tap(ask)
    hand.presses("Escape")
    expect(hand.page.locator(ask)).to_be_focused()
    hand.tap(ask)
    expect(hand.page.locator(f"{row(f'request-{booking.ref}')} input[name=reason]")).to_be_focused()
    hand.writes("当晚检修")
    hand.presses("Enter")
    expect(hand.page.locator(row(f"request-{booking.ref}"))).to_have_count(0)
    booking.refresh_from_db()
    assert (booking.state, booking.reason) == (Booking.State.DECLINED, "当晚检修")


@each_way(*WORKERS)
def test_book_for_a_walk_in_without_login(room, at_work, who, width, hand_of):
    hand = at_work(who, width, hand_of, "book for a walk-in")
    hand.tap(".work-tasks a[href^='/desk/book/']")
    hand.tap(".pick label")
    hand.types("#id_contact_name", "王秀兰", keys="wangxiulan ")
    hand.types("#id_contact_phone", "13900000001")
    hand.tap("main form .btn-primary")
    hand.page.wait_for_url("**/admin/")
    booking = Booking.objects.get()
    assert (booking.contact_name, booking.span) == ("王秀兰", span_on(today(), 10))
    hand.done(taps=6, keys=25, seconds=25)


@each_way(*EVERYBODY)
def test_find_a_person_by_pinyin_and_know_it_is_them(at_work, transactional_db, who, width, hand_of):
    building = BuildingFactory(name="3")
    for door in ("101", "202"):
        register_person("王秀兰", household=HouseholdFactory(building=building, unit=1, room=door))
    hand = at_work(who, width, hand_of, "find a person")
    hand.types("#find-anything", "wangxiulan")
    hand.presses("Enter")
    hand.page.wait_for_url("**/desk/search/**")
    for door in ("3-1-101", "3-1-202"):
        expect(hand.page.locator("main .found-hit", has_text=door)).to_be_visible()
    hand.done(taps=1, keys=12, seconds=7)


@each_way("administrator")
def test_move_a_session(at_work, transactional_db, who, width, hand_of):
    made = make_class(first_day=today(), weekday=today().weekday(), starts=time(15), ends=time(16))
    session = ClassSession.objects.filter(interest_class=made).first()
    hand = at_work(who, width, hand_of, "move a session")
    hand.tap(f"{row(f'session-{session.pk}')} a[href*='/move/']")
    assert (hand.taps <= 1, hand.seconds <= 6) == (True, True)
    hand.types("#id_day", (today() + DAY).isoformat(), keys="1201")
    hand.tap(".submit-row :is(button, input[type=submit])")
    hand.page.wait_for_url("**/admin/**session-*")
    session.refresh_from_db()
    assert session.starts_at == at(today() + DAY, time(15))
    assert InterestClass.objects.count() == 1
    hand.done(taps=5, keys=8, seconds=14)


@each_way("administrator")
def test_appoint_a_leader(at_work, transactional_db, who, width, hand_of):
    building = BuildingFactory(name="3")
    home = HouseholdFactory(building=building, unit=1, room="101")
    leader = register_person("王秀兰", household=home, phone="13900000001")
    register_person("王秀兰", phone="13900000002")
    hand = at_work(who, width, hand_of, "appoint a leader")
    hand.tap(".work-tasks a[href*='/appointment/add/']")
    hand.tap(".field-resident .select2-selection")
    hand.writes("0001")
    option = hand.page.locator(".select2-results__option", has_text="3-1-101")
    expect(option).to_be_visible()
    if hand_of is Keys:
        hand.presses("Enter")
    else:
        hand.tap(option)
    expect(hand.page.locator("#id_name")).to_have_value("王秀兰")
    hand.chooses("#id_building", str(building.pk))
    hand.tap("[name=_save]")
    hand.page.wait_for_url("**/appointment/")
    appointment = Appointment.objects.get()
    assert (appointment.resident, appointment.name, appointment.phone) == (leader, "王秀兰", "13900000001")
    assert set(Reveal.objects.values_list("field", flat=True)) == {"name", "phone"}
    hand.done(taps=6, keys=4, seconds=20)


@each_way(*WORKERS)
def test_a_notice_with_a_photo(at_work, transactional_db, who, width, hand_of):
    hand = at_work(who, width, hand_of, "a notice with a photo")
    hand.tap(".work-tasks a[href*='/notice/add/']")
    expect(hand.page.locator("#id_title")).to_be_focused()  # one writes at once
    hand.page.keyboard.insert_text("书法班今天加一次课")
    hand.attaches(
        "#id_photo", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": sample_photo("calligraphy").read()}
    )
    hand.tap("#id_photo_alt")
    hand.page.keyboard.insert_text("桌上两幅字")
    hand.tap("[name=_save]")
    hand.page.wait_for_url("**/notice/")
    notice = Notice.objects.get()
    assert (notice.title, notice.photo_alt, bool(notice.photo)) == ("书法班今天加一次课", "桌上两幅字", True)
    hand.done(taps=5, keys=0, seconds=20)  # beside the typing


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
