"""Two taps put a name on a shift; a neighbour covers; two sign the hand-over; the hours are certified and checked."""

from datetime import time, timedelta

import pytest
from playwright.sync_api import expect

from community.ladders import climb
from community.ranges import at, today
from tests.factories import StaffFactory
from tests.volunteers.factories import PostFactory, TeamFactory, VolunteerFactory, make_shift
from volunteers import services
from volunteers.enums import PromiseState
from volunteers.ladders import NEVER_SHORT
from volunteers.models import OpenItem, ServiceHours
from volunteers.rules.presence import code_at, screen_key

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]


def test_a_shift_from_the_first_tap_to_the_certificate(open_page, time_machine):
    time_machine.move_to(at(today(), time(9)))
    leader, first, neighbour = (VolunteerFactory(user__name=name) for name in ("何敏", "王秀兰", "李建国"))
    post = PostFactory(name="小区工作站", has_screen=True, places=1)
    team = TeamFactory(leader=leader, members=[first, neighbour])
    shift = make_shift(post, start=timedelta(hours=30), team=team)

    page = open_page(first.user)
    page.goto("/duty/")
    page.get_by_role("button", name="我来").click()
    expect(page.get_by_text("报上名了")).to_be_visible()
    page.get_by_role("button", name="我来不了").click()
    expect(page.get_by_text("已通知小组").first).to_be_visible()

    page = open_page(neighbour.user)
    page.goto("/duty/")
    page.get_by_role("button", name="我顶班").click()
    expect(page.get_by_text("由您顶班")).to_be_visible()
    promise = shift.assignments.ahead().get()
    assert promise.volunteer == neighbour

    now = shift.starts_at - timedelta(minutes=5)
    time_machine.move_to(now)
    page.goto(shift.get_absolute_url())
    page.get_by_role("link", name="我到了").click()
    screen = open_page()
    screen.goto(f"/duty/screen/{post.slug}/{screen_key(post)}/")
    page.get_by_label("六位数字").fill(code_at(post, now))
    page.get_by_role("button", name="我到了").click()
    expect(page.get_by_text("已签到，辛苦了")).to_be_visible()

    page.get_by_role("link", name="写交接").click()
    page.get_by_label("本班情况").fill("上午来了十一位邻居")
    page.get_by_label("还有哪些事").fill("门禁刷不开")
    page.get_by_role("button", name="保存").click()
    page.get_by_role("button", name="交班签字").click()
    expect(page.get_by_text("李建国已交班")).to_be_visible()
    other = open_page(leader.user)
    other.goto(post.get_absolute_url())
    other.get_by_role("button", name="接班签字").click()
    expect(other.get_by_text("何敏已接班")).to_be_visible()
    expect(other.get_by_text("门禁刷不开")).to_be_visible()
    assert OpenItem.objects.open().count() == 1

    time_machine.move_to(shift.ends_at + timedelta(minutes=1))
    services.tend_duty()
    other.goto(shift.get_absolute_url())
    other.get_by_role("button", name="确认时长").click()
    assert ServiceHours.objects.get().minutes == 120
    page.goto("/duty/certificates/")
    page.get_by_role("button", name="开具证明").click()
    number = neighbour.certificates.get().number
    expect(page.get_by_role("link", name=number)).to_be_visible()
    anybody = open_page()
    anybody.goto(neighbour.certificates.get().certificate.get_absolute_url())
    expect(anybody.get_by_text(number)).to_be_visible()


def test_an_empty_saturday_climbs_its_ladder_before_our_eyes(open_page, time_machine):
    staff, member = StaffFactory(), VolunteerFactory()
    team = TeamFactory(members=[member])
    shift = make_shift(PostFactory(name="东门"), days=4, team=team)
    time_machine.move_to(shift.starts_at - timedelta(hours=26))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=26))
    page = open_page(member.user)
    page.goto("/duty/mine/")
    expect(page.get_by_text("您能来吗").first).to_be_visible()
    page.get_by_role("button", name="这次不行").click()
    assert shift.assignments.get(volunteer=member).state == PromiseState.DECLINED
    time_machine.move_to(shift.starts_at - timedelta(hours=1))
    climb(NEVER_SHORT, shift.starts_at - timedelta(hours=1))
    desk = open_page(staff)
    desk.goto("/accounts/inbox/")
    expect(desk.get_by_text("东门还缺人").first).to_be_visible()
