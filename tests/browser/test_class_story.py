"""From a proposal to a certificate: neighbours pledge, staff approve, a teacher teaches, and anyone can check."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from classes.models import InterestClass, PracticeCertificate, Proposal
from community.models import CalendarDay, User
from community.ranges import DAY, today
from rooms.models import Booking, Room
from tests.browser.cabinet import act_on, open_list, row_of
from tests.browser.codes import on_this_server, read_qr
from tests.factories import RoomFactory, StaffFactory, UserFactory

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def calligraphy_room(transactional_db) -> Room:
    return RoomFactory(name="书画室", slug="calligraphy", capacity=20, slot_minutes=60, min_minutes=60)


def first_friday():
    """The first that a plan of today can use: a week's notice, then the next Friday."""
    day = today() + 7 * DAY
    return day + (4 - day.weekday()) % 7 * DAY


def tick_friday_afternoon(page: Page) -> None:
    page.locator("label[for='part_4-afternoon']").click()


def propose(page: Page) -> Proposal:
    page.goto("/classes/")
    page.get_by_role("link", name="发起一个班").click()
    page.get_by_label("您想学什么").fill("书法班")
    page.get_by_label("跟邻居们说说").fill("周五下午一起写字，零基础也能来。")
    tick_friday_afternoon(page)
    page.get_by_role("button", name="发起").click()
    expect(page.get_by_text("还差6位邻居")).to_be_visible()
    return Proposal.objects.get()


def pledge(page: Page, proposal: Proposal) -> None:
    page.goto(proposal.get_absolute_url())
    tick_friday_afternoon(page)
    page.get_by_role("button", name="我来").click()
    expect(page.locator(".note.success, .alert-success").first).to_be_visible()


def approve(page: Page, teacher: User) -> InterestClass:
    """Staff look at the plan and open the class; the teacher's login and the hours of practice are set there too."""
    page.goto("/admin/")
    page.locator(f"#proposal-{Proposal.objects.get().pk}").get_by_role("link", name="去审批").click()
    expect(page.get_by_text("社区日")).to_be_visible()
    page.get_by_label("老师姓名").fill(teacher.name)
    page.get_by_role("button", name="通过并开班").click()
    expect(page.get_by_text("班已开放")).to_be_visible()
    return InterestClass.objects.get()


def test_from_a_wish_to_a_certificate(calligraphy_room, open_page, come_to):
    CalendarDay.objects.create(date=first_friday() + 7 * DAY, nature="holiday", name="社区日")
    proposer, teacher = UserFactory(), UserFactory(name="李建国")
    page = open_page(proposer)
    proposal = propose(page)

    # Somebody has the booking form of that Friday open while the neighbours pledge.
    late = open_page(UserFactory(), width=1280)
    late.goto(f"/rooms/calligraphy/book/?start={first_friday()}T14:00")
    for neighbour in UserFactory.create_batch(6):
        pledge(open_page(neighbour), proposal)
    made = approve(open_page(StaffFactory(), width=1280), teacher)
    assert made.enrolments.filter(state="enrolled").count() == 7

    # The Fridays are in the room's week, the holiday is not, and the late booking reads why.
    page.goto(f"/rooms/calligraphy/?date={first_friday()}")
    expect(page.get_by_text("书法班").first).to_be_attached()
    page.goto(f"/rooms/calligraphy/?date={first_friday() + 7 * DAY}")
    expect(page.get_by_text("书法班")).to_have_count(0)
    late.get_by_role("button", name="预约", exact=True).click()
    expect(late.get_by_text("由“书法班”使用").first).to_be_visible()
    assert not Booking.objects.exists()

    # It becomes a programme that gives hours, and its first Friday comes and goes.
    staff = open_page(StaffFactory(), width=1280)
    open_list(staff, "classes.interestclass")
    row_of(staff, made.name).get_by_role("link", name=made.name).click()
    staff.locator("#id_kind").select_option("holiday")
    staff.get_by_role("button", name="保存", exact=True).click()
    InterestClass.objects.update(teacher=teacher)
    session = made.sessions.first()
    come_to(session.starts_at + timedelta(hours=2))

    # The teacher's phone: a tap for each, then the hours.
    phone = open_page(teacher)
    phone.goto("/classes/mine/")
    phone.get_by_role("link", name="我的教学").click()
    phone.locator(f"a[href='/classes/sessions/{session.pk}/']").click()
    rows = phone.locator(".mark-row")
    expect(rows).to_have_count(7)
    for number in range(6):
        rows.nth(number).get_by_role("button", name="到课").click()
        expect(rows.nth(number).get_by_role("button", name="到课")).to_have_attribute("aria-pressed", "true")
    rows.nth(6).get_by_role("button", name="未到").click()
    expect(phone.get_by_text("7人中已到6人")).to_be_visible()
    phone.get_by_role("button", name="确认时长").click()
    expect(phone.get_by_text("已为6名学生确认").first).to_be_visible()
    assert session.attendances.filter(confirmed_at__isnull=False).count() == 6

    # Staff certify the proposer's hours; the sheet's QR code leads anyone to the check.
    staff = open_page(StaffFactory(), width=1280)  # a login of staff ends before the next Friday
    open_list(staff, "classes.enrolment")
    act_on(staff, proposer.name, "issue_certificates")
    certificate = PracticeCertificate.objects.get()
    page.goto("/classes/mine/")
    page.locator("main a[href*='/practice/']").click()
    assert read_qr(page) == certificate.certificate.check_url
    anybody = open_page()
    anybody.goto(on_this_server(read_qr(page)))
    expect(anybody.get_by_text(certificate.number).first).to_be_visible()
    expect(anybody.get_by_text("有效").first).to_be_visible()
    expect(anybody.get_by_text(proposer.name)).to_have_count(0)
