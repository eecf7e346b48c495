"""Duty from a pattern to a certificate, by tapping only (the acceptance criteria of issue 12)."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from community.ladders import climb
from community.models import CalendarDay, Certificate, User
from community.ranges import DAY, at, monday_of, today
from tests.browser.cabinet import begin_new, open_list, went_well
from tests.browser.cabinet import open_page as open_menu_page
from tests.browser.codes import on_this_server, read_qr
from tests.browser.finger import Finger
from tests.calendar_client import KHAL, agenda
from tests.factories import StaffFactory
from tests.volunteers.factories import (
    PostFactory,
    TeamFactory,
    VolunteerFactory,
    make_pattern,
    make_promise,
    make_shift,
)
from volunteers import services
from volunteers.enums import PromiseState, Source
from volunteers.ladders import NEVER_SHORT
from volunteers.models import OpenItem, Post, PostThing, RosterPattern, ServiceHours, Shift, Volunteer
from volunteers.rules.presence import screen_key

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]
MINE = "main a[href='/duty/mine/']"
NEXT = "main .duty-next "


@pytest.fixture
def gate() -> Post:
    made = PostFactory(name="东门", name_en="East gate", has_screen=True)
    PostThing.objects.create(post=made, name="大门钥匙", number=2)
    return made


def begin_pattern(desk: Page, gate: Post, monday, team) -> RosterPattern:
    """Staff write down when the gate is manned, look at what comes of it, and save."""
    open_list(desk, "volunteers.rosterpattern")
    begin_new(desk)
    desk.locator("#id_post").select_option(str(gate.pk))
    for weekday in (1, 5):
        desk.locator(f"input[name=weekdays][value='{weekday}']").check()
    desk.locator("#id_starts").fill("09:00")
    desk.locator("#id_ends").fill("11:00")
    desk.locator("#id_first_day").fill(f"{monday}")
    desk.get_by_label(str(team)).check()
    desk.locator("button[name=show]").click()
    expect(desk.get_by_text("社区日")).to_be_visible()
    assert not Shift.objects.exists()
    desk.locator("button[name=save]").click()
    went_well(desk)
    return RosterPattern.objects.get()


def own_duty(page: Page, journey: str) -> Finger:
    """From home to my duty: two taps."""
    finger = Finger(page, journey)
    finger.tap(".tabs-bottom a[href='/my/']")
    finger.tap(MINE)
    return finger


def check_in(page: Page, screen: Page, gate: Post) -> None:
    """The screen at the gate shows six digits, the volunteer types them."""
    screen.goto(reverse("duty_screen", args=[gate.slug, screen_key(gate)]))
    digits = screen.locator(".code").inner_text()
    finger = own_duty(page, "duty: I am here")
    finger.tap(f"{NEXT}a[href='/duty/here/{gate.token}/']")
    finger.type("#id_code", digits)
    finger.tap("main form .btn-big")
    finger.done(taps=4, fields=1)


def test_from_a_pattern_to_a_certificate(gate, open_page, come_to, tmp_path):
    monday = monday_of(today()) + 7 * DAY
    come_to(at(monday, time(10)))
    CalendarDay.objects.create(date=monday + 12 * DAY, nature="holiday", name="社区日")
    staff, leader = StaffFactory(), VolunteerFactory(user__name="李建国")
    ill, neighbour, partner, next_one = VolunteerFactory.create_batch(4)
    team = TeamFactory(name="第一小组", leader=leader, members=[ill, partner])
    desk = open_page(staff, width=1280)
    pattern = begin_pattern(desk, gate, monday, team)
    days = list(pattern.shifts.values_list("date", flat=True))
    assert (len(days), monday + 12 * DAY in days, {day.weekday() for day in days}) == (17, False, {1, 5})
    morning = Shift.objects.get(date=monday + DAY)
    make_pattern(gate, weekdays=[1], starts=time(14), ends=time(16), by=staff)
    afternoon = Shift.objects.get(date=monday + DAY, starts_at=at(monday + DAY, time(14)))

    # A phone, two taps.
    finger = Finger(open_page(ill.user, width=390), "duty: sign up")
    finger.tap("main a[href='/duty/']")
    finger.tap("main .duty-turn button")
    finger.done(taps=2)
    assert morning.assignments.get().volunteer == ill
    make_promise(morning, partner)
    make_promise(afternoon, next_one)

    # Ill the evening before; a neighbour covers.
    come_to(at(monday, time(18)))
    finger = own_duty(open_page(ill.user, width=390), "duty: I cannot come")
    finger.tap(f"{NEXT}button")
    finger.done(taps=3)
    promise = morning.assignments.get(volunteer=ill)
    assert promise.wants_cover_since is not None
    finger = Finger(open_page(neighbour.user, width=390), "duty: cover")
    finger.tap("main a[href='/duty/']")
    finger.tap(f"main button[formaction='/duty/promises/{promise.pk}/cover/']")
    finger.done(taps=2)
    promise.refresh_from_db()
    assert (promise.state, morning.assignments.ahead().count()) == (PromiseState.COVERED, 2)

    at_the_post(gate, morning, neighbour, partner, leader, open_page, come_to)
    hand_over(gate, morning, neighbour, next_one, open_page, come_to)
    certify(morning, neighbour, partner, leader, staff, open_page, come_to)
    move_a_shift(pattern, staff, partner, open_page, come_to, tmp_path)


def at_the_post(gate, morning: Shift, neighbour, partner, leader, open_page, come_to) -> None:
    """One checks in by the screen's code, the other by the leader's tap."""
    come_to(morning.starts_at - timedelta(minutes=10))
    check_in(open_page(neighbour.user, width=390), open_page(width=1280), gate)
    finger = own_duty(open_page(leader.user, width=390), "duty: the leader's tap")
    finger.tap("main a[href='/duty/team/']")
    finger.tap(f"main a[href='{morning.get_absolute_url()}']")
    mine = morning.assignments.ahead().get(volunteer=partner)
    finger.tap(f"form[action='/duty/promises/{mine.pk}/present/'] button")
    finger.done(taps=5)
    assert {each.state for each in morning.assignments.holding()} == {PromiseState.PRESENT}


def hand_over(gate, morning: Shift, neighbour, next_one, open_page, come_to) -> None:
    """The morning writes and signs, the afternoon reads, signs, and closes what was left open."""
    come_to(morning.ends_at - timedelta(minutes=10))
    finger = own_duty(open_page(neighbour.user, width=390), "duty: hand over")
    finger.tap(f"{NEXT}a[href='/duty/shifts/{morning.pk}/handover/']")
    finger.type("#id_happened", "来了十一位邻居。")
    finger.type("#id_new_items", "3单元门禁刷不开")
    finger.type("main input[type=number]", "2")
    finger.tap("main form [type=submit]")
    finger.tap("main form[action$='/sign/'] button")
    finger.done(taps=5, fields=3)

    come_to(morning.starts_at + timedelta(hours=5))
    finger = own_duty(open_page(next_one.user, width=390), "duty: take over")
    finger.tap(f"{NEXT}h2 a")
    finger.tap(f"main dl a[href='{gate.get_absolute_url()}']")
    finger.sees("text=3单元门禁刷不开")
    finger.tap("main form[action$='/sign/'] button")
    finger.type("main .duty-close input[name=how]", "师傅换了读卡器")
    finger.tap("main .duty-close button")
    finger.done(taps=6, fields=1)
    assert morning.handover.is_signed
    assert OpenItem.objects.get().how == "师傅换了读卡器"


def certify(morning: Shift, neighbour, partner, leader, staff: User, open_page, come_to) -> None:
    """Two sources each, a certificate, and anybody who checks its code."""
    services.tend_duty()
    for by, whose in ((leader.user, neighbour), (staff, partner)):
        finger = Finger(open_page(by, width=390), "duty: confirm hours")
        if by == staff:
            finger.tap("main a[href='/duty/']")
        else:
            finger.tap(".tabs-bottom a[href='/my/']")
            finger.tap(MINE)
        finger.tap("main a[href='/duty/team/']")
        finger.tap(f"main a[href='{morning.get_absolute_url()}']")
        mine = morning.assignments.get(volunteer=whose)
        finger.tap(f"form[action='/duty/promises/{mine.pk}/confirm/'] button")
        finger.done(taps=5)
    entry = ServiceHours.objects.get(volunteer=neighbour)
    assert (entry.minutes, entry.first_source, entry.second_source) == (120, Source.SCREEN, Source.LEADER)
    assert ServiceHours.objects.get(volunteer=partner).first_by == leader.user
    finger = own_duty(open_page(neighbour.user, width=390), "duty: certificate")
    finger.tap("main a[href='/duty/certificates/']")
    finger.tap("main form [type=submit]")
    finger.tap("main li a")
    finger.done(taps=5)
    issued = Certificate.objects.get()
    assert read_qr(finger.page) == issued.check_url
    anybody = open_page()
    anybody.goto(on_this_server(read_qr(finger.page)))
    expect(anybody.get_by_text("有效").first).to_be_visible()
    expect(anybody.get_by_text(neighbour.name)).to_have_count(0)


def move_a_shift(pattern: RosterPattern, staff: User, volunteer: Volunteer, open_page, come_to, folder) -> None:
    """Saturday moves by two hours, and the volunteer's calendar follows."""
    saturday = pattern.shifts.filter(date__gt=today()).first()
    make_promise(saturday, volunteer)

    def feed() -> bytes:
        page = open_page()
        return page.request.get(reverse("my_feed", args=[volunteer.user.calendar_token])).body()

    shown = agenda(folder, feed(), f"{saturday.date}", "1d") if KHAL else "09:00-11:00 东门"
    assert "09:00-11:00 东门" in shown
    desk = open_page(staff, width=1280)
    open_list(desk, "volunteers.shift")
    desk.locator(f"#result_list a[href^='/admin/volunteers/shift/{saturday.pk}/change/']").first.click()
    desk.locator(f"a[href='/admin/volunteers/shift/{saturday.pk}/move/']").first.click()
    desk.locator("#id_starts").fill("15:00")
    desk.locator("#id_ends").fill("17:00")
    desk.locator(".submit-row .btn-primary").click()
    went_well(desk)
    saturday.refresh_from_db()
    assert saturday.starts_at == at(saturday.date, time(15))
    if KHAL:
        shown = agenda(folder, feed(), f"{saturday.date}", "1d")
        assert ("15:00-17:00 东门" in shown, "09:00" in shown) == (True, False)


def test_an_empty_saturday_climbs_its_ladder_before_our_eyes(open_page, come_to):
    monday = monday_of(today()) + 7 * DAY
    come_to(at(monday, time(10)))
    staff, member = StaffFactory(), VolunteerFactory()
    shift = make_shift(PostFactory(name="东门"), days=5, team=TeamFactory(members=[member]))
    come_to(shift.starts_at - timedelta(hours=26))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=26))
    finger = own_duty(open_page(member.user, width=390), "duty: not this time")
    finger.sees("text=您能来吗")
    finger.tap("main .duty-ask .btn-outline-secondary")
    finger.done(taps=3)
    assert shift.assignments.get(volunteer=member).state == PromiseState.DECLINED
    come_to(shift.starts_at - timedelta(hours=1))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=1))
    desk = open_page(staff, width=1280)
    desk.goto("/")
    desk.locator("a[href='/my/']").filter(visible=True).first.click()
    desk.locator("main a[href='/accounts/inbox/']").click()
    expect(desk.get_by_text("东门还缺人").first).to_be_visible()


def test_the_coordinators_month_by_drag_by_keyboard_and_back(open_page, come_to):
    monday = monday_of(today()) + 7 * DAY
    come_to(at(monday, time(8)))
    volunteer = VolunteerFactory(user__name="周小雨")
    shifts = [make_shift(PostFactory(name="东门"), days=number) for number in (1, 2)]
    desk = open_page(StaffFactory(), width=1280)
    desk.goto("/admin/")
    open_menu_page(desk, "/duty/roster/")
    turns = [desk.locator(f"button[data-shift='{shift.pk}']") for shift in shifts]
    expect(turns[0]).to_contain_text("缺1人")

    desk.locator(".duty-names li", has_text="周小雨").drag_to(turns[0])
    expect(turns[0]).to_contain_text("周小雨")
    expect(turns[0]).not_to_contain_text("缺")
    desk.get_by_role("button", name="撤销上一步").click()
    expect(turns[0]).to_contain_text("缺1人")

    # The same without a mouse.
    desk.locator("#volunteer").focus()
    desk.locator("#volunteer").select_option(str(volunteer.pk))
    turns[1].focus()
    desk.keyboard.press("Enter")
    expect(turns[1]).to_contain_text("周小雨")
    assert shifts[1].assignments.get().noted_by is not None
    assert not shifts[0].assignments.holding().exists()
