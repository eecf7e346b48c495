"""The foyer's screen in a real browser: it updates itself, and survives an outage of the server."""

from datetime import time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import Page, expect

from community.models import Notice
from community.ranges import Span, at, today
from community.registers import foyer, happenings
from community.registers.foyer import OnDuty, Thanks
from community.registers.happenings import Happening
from rooms.models import HeadCount
from tests.factories import RoomFactory, RoomKindFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALL = "/board/?display=wall"


@pytest.fixture
def page(open_page) -> Page:
    page = open_page(width=1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    return page


@pytest.fixture
def three_in_the_afternoon():
    # Chromium and its server keep real time: the clock goes on from there.
    with time_machine.travel(at(today(), time(15)), tick=True):
        yield


def pass_time(page: Page, time: timedelta) -> None:
    page.clock.run_for(time // timedelta(milliseconds=1))


def test_it_keeps_what_it_has_and_says_how_old_that_is(page, three_in_the_afternoon):
    RoomFactory(name="书画室")
    page.clock.install()
    page.goto(WALL)
    since = page.locator(".clock").text_content()
    assert page.locator(".stale").is_hidden()

    page.context.set_offline(True)
    pass_time(page, timedelta(minutes=4))
    expect(page.locator(".stale")).to_be_visible()
    assert since in page.locator(".stale").text_content()
    assert page.locator("h3", has_text="书画室").is_visible()

    Notice.objects.create(title="明天停水")
    page.context.set_offline(False)
    pass_time(page, timedelta(minutes=1))
    expect(page.get_by_text("明天停水")).to_be_visible()
    expect(page.locator(".stale")).to_be_hidden()


def lower_edge(page: Page, selector: str) -> float:
    box = page.locator(selector).last.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("rooms", [6, 12, 30])
@pytest.mark.parametrize("screen", [(1920, 1080), (1366, 768)])
def test_it_fits_its_screen(open_page, three_in_the_afternoon, monkeypatch, rooms, language, screen):
    kind = RoomKindFactory(doing="弹琴", doing_en="making music")
    for number in range(rooms):
        room = RoomFactory(
            name=f"{number}号多功能活动室", name_en=f"Multi-purpose room {number}", kind=kind, capacity=9
        )
        HeadCount.objects.create(room=room, people=number % 4, day=today())
    for number in range(3):
        Notice.objects.create(
            title=f"第{number}件事：本周五上午停水，请各位邻居提前备好水", title_en=f"No water on Friday, {number}"
        )
    now = timezone.now()
    full = [
        Happening(Span(now, now + timedelta(hours=n)), "太极拳入门与养生", "多功能活动室", "/", "余3位")
        for n in range(1, 40)
    ]
    monkeypatch.setattr(happenings, "_sources", [lambda span: full])
    monkeypatch.setattr(foyer, "_thanks", [lambda: [Thanks("周姓邻居", "儿童绘本30册")] * 3])
    monkeypatch.setattr(foyer, "_duty", [lambda now: [OnDuty(("何敏", "王秀兰"), "工作站", now + timedelta(hours=1))]])
    page = open_page(width=screen[0], language=language)
    page.set_viewport_size({"width": screen[0], "height": screen[1]})
    page.goto(WALL)
    footer = page.locator("footer").bounding_box()
    assert footer is not None
    assert footer["y"] + footer["height"] <= screen[1]
    assert page.locator(".tile").count() == rooms
    assert lower_edge(page, ".tile") <= footer["y"]
    assert lower_edge(page, ".next dl > div") <= min(footer["y"], lower_edge(page, ".next"))
    cut = page.locator(".tile").evaluate_all("all => all.filter(each => each.scrollHeight > each.clientHeight).length")
    assert cut == 0
