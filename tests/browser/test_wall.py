"""The foyer's screen in a real browser: it refreshes itself, and outlives its server."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from community.models import Notice
from tests.factories import RoomFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WALL = "/board/?display=wall"


@pytest.fixture
def page(open_page) -> Page:
    page = open_page(width=1920)
    page.set_viewport_size({"width": 1920, "height": 1080})
    return page


def pass_time(page: Page, time: timedelta) -> None:
    page.clock.run_for(time // timedelta(milliseconds=1))


def test_it_keeps_what_it_has_and_says_how_old_that_is(page):
    RoomFactory(name="书画室")
    page.clock.install()
    page.goto(WALL)
    since = page.locator(".clock").text_content()
    assert page.locator(".stale").is_hidden()

    page.context.set_offline(True)
    pass_time(page, timedelta(minutes=4))
    expect(page.locator(".stale")).to_be_visible()
    assert since in page.locator(".stale").text_content()
    assert page.locator("th", has_text="书画室").is_visible()

    Notice.objects.create(title="明天停水")
    page.context.set_offline(False)
    pass_time(page, timedelta(minutes=1))
    expect(page.get_by_text("明天停水")).to_be_visible()
    expect(page.locator(".stale")).to_be_hidden()


def test_it_fits_its_screen(page):
    for number in range(12):
        RoomFactory(name=f"活动室{number}")
    page.goto(WALL)
    last = page.locator(".day-bars tbody tr").last.bounding_box()
    assert last is not None
    assert last["y"] + last["height"] < page.locator("footer").bounding_box()["y"]
