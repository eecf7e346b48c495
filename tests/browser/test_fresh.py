"""Parts of a page that renew themselves (`static/js/fresh.js`): what changed is seen, what one does there stays."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from childcare.models import DropIn
from tests.childcare.factories import drop_off, fetch, guardian_of, make_open_session, make_sheet
from tests.volunteers.factories import PostFactory
from volunteers.rules.presence import code_at, screen_key

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

MINE = "/childcare/my/"
INSIDE, CHILDREN = "#care-inside", "#care-children"


@pytest.fixture
def stay() -> DropIn:
    """A child in the children's room, of a guardian with a login."""
    [stay] = drop_off(make_open_session(), make_sheet())
    return stay


def open_mine(open_page, stay: DropIn) -> tuple[Page, list[str]]:
    """The page of the child's guardian, its timers in the test's hand; and the pages that it asks for from now on."""
    page: Page = open_page(guardian_of(stay.sheet))
    page.clock.install()
    page.goto(MINE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.url.endswith(MINE) else None)
    return page, asked


def renamed(stay: DropIn, name: str) -> None:
    """What another hand does meanwhile."""
    type(stay.sheet).objects.filter(pk=stay.sheet_id).update(called=name)


def hide(page: Page, hidden: bool) -> None:
    """Another tab lies over the page, or no longer."""
    page.evaluate(
        """hidden => { Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
        document.dispatchEvent(new Event("visibilitychange")); }""",
        hidden,
    )


def a_minute(page: Page, minutes: int = 1) -> None:
    page.clock.run_for(minutes * 60_000)


def test_what_changed_is_seen_and_the_page_stays(open_page, stay):
    page, asked = open_mine(open_page, stay)
    page.evaluate("window.stays = true; scrollTo(0, 120)")
    before = page.evaluate("[history.length, scrollY]")
    renamed(stay, "雨宝")
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")
    expect(page.locator(f"{CHILDREN} h2")).to_have_text("雨宝")
    renamed(stay, "雨点")
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨点")
    assert len(asked) == 2  # three parts, and one question a minute
    assert page.evaluate("[window.stays, history.length, scrollY]") == [True, *before]


def test_a_part_under_the_finger_waits(open_page, stay):
    page, _asked = open_mine(open_page, stay)
    page.locator(f"{INSIDE} a").first.focus()
    renamed(stay, "雨宝")
    a_minute(page)
    expect(page.locator(f"{CHILDREN} h2")).to_have_text("雨宝")
    assert "小雨" in page.locator(f"{INSIDE} .care-open").inner_text()
    page.evaluate("document.activeElement.blur()")
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")


@pytest.mark.parametrize("begun_late", [False, True])
def test_what_is_typed_stays(open_page, stay, begun_late):
    """A field that holds what is not sent yet, though nothing has the focus: typed before, or while the answer came."""
    page, _asked = open_mine(open_page, stay)
    page.evaluate("document.querySelector('#care-inside').append(document.createElement('textarea'))")
    field = f"{INSIDE} textarea"
    if begun_late:
        page.route("**" + MINE, lambda route: (page.locator(field).fill("马上到"), route.continue_()))
    else:
        page.locator(field).fill("马上到")
    page.evaluate("document.activeElement.blur()")
    renamed(stay, "雨宝")
    a_minute(page)
    expect(page.locator(f"{CHILDREN} h2")).to_have_text("雨宝")
    expect(page.locator(field)).to_have_value("马上到")


def test_nothing_is_asked_while_nobody_looks(open_page, stay):
    page, asked = open_mine(open_page, stay)
    hide(page, True)
    renamed(stay, "雨宝")
    a_minute(page, 30)
    assert asked == []
    hide(page, False)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")  # at once
    assert len(asked) == 1


def test_without_a_network_the_page_keeps_what_it_has(open_page, stay):
    page, _asked = open_mine(open_page, stay)
    page.context.set_offline(True)
    renamed(stay, "雨宝")
    a_minute(page)
    assert "小雨" in page.locator(f"{INSIDE} .care-open").inner_text()
    page.context.set_offline(False)
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")


def test_going_back_finds_the_page_as_it_is_now(open_page, stay):
    page, _asked = open_mine(open_page, stay)
    renamed(stay, "雨宝")
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")
    page.locator(f"{INSIDE} a").first.click()
    expect(page.locator("h1")).to_be_visible()
    page.go_back()
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨宝")
    renamed(stay, "雨点")
    a_minute(page)
    expect(page.locator(f"{INSIDE} .care-open")).to_contain_text("雨点")


def test_what_is_over_goes_from_the_page(open_page, stay):
    page, _asked = open_mine(open_page, stay)
    fetch(stay)
    a_minute(page)
    expect(page.locator(INSIDE)).to_have_count(0)
    expect(page.locator(CHILDREN)).to_be_visible()


def test_the_screen_at_a_post_shows_the_code_of_the_minute(open_page, come_to):
    now = timezone.now().replace(second=20, microsecond=0)
    come_to(now)
    post = PostFactory(has_screen=True)
    page: Page = open_page(width=1280)
    page.clock.install()
    page.goto(reverse("duty_screen", args=[post.slug, screen_key(post)]))
    page.evaluate("window.stays = true")
    picture = page.locator("img").get_attribute("src")
    expect(page.locator(".code")).to_have_text(f"{code_at(post, now)[:3]} {code_at(post, now)[3:]}")
    for minutes in (1, 2):
        later = now + timedelta(minutes=minutes)
        come_to(later)
        page.clock.run_for(41_000)  # it is twenty past: forty seconds are left of the minute
        expect(page.locator(".code")).to_have_text(f"{code_at(post, later)[:3]} {code_at(post, later)[3:]}")
    assert page.locator("img").get_attribute("src") != picture
    assert page.evaluate("window.stays")
