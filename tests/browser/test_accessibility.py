"""WCAG 2.2 AA by axe-core, no sideways scrolling, and what elder mode promises, on every page.

Usually each page is seen four ways, which between them have every language, look and
width; `AXE=all` takes all eighteen.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from community.models import User
from tests.browser.pages import DESK, LANGUAGES, LOOKS, PUBLIC, RESIDENT, RESIDENTS, STAFF, Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text()
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
WIDTHS = (360, 768, 1280)
ALL = list(product(LANGUAGES, LOOKS, WIDTHS))
FEW = [("zh-hans", "light", 360), ("en", "light", 1280), ("en", "dark", 768), ("zh-hans", "elder", 360)]
VISITS = (*PUBLIC, *RESIDENTS, *STAFF)


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo")


def problems(page: Page) -> list[str]:
    """What axe finds, each with the element that it is about."""
    page.evaluate(AXE)
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]


def seen_by(open_page, visits: tuple[Visit, ...], **how):
    """Open each page as the one who may see it."""
    pages = {"": open_page(**how)}
    for login in (RESIDENT, DESK):
        pages[login] = open_page(User.objects.get(phone=login), **how)
    for visit in visits:
        page = pages[visit.login]
        visit.open(page, "")
        yield visit, page


@pytest.mark.parametrize(("language", "look", "width"), ALL if os.environ.get("AXE") == "all" else FEW)
def test_no_page_has_a_violation(demo, open_page, language, look, width):
    scheme = "dark" if look == "dark" else "light"
    how = {"language": language, "scheme": scheme, "elder": look == "elder", "width": width}
    found = {visit.name: problems(page) for visit, page in seen_by(open_page, VISITS, **how)}
    assert {name: each for name, each in found.items() if each} == {}


@pytest.mark.parametrize("elder", [False, True])
def test_nothing_scrolls_sideways_at_320_pixels(demo, open_page, elder):
    """Also what zooming a desktop to 400 % comes to."""
    too_wide = [
        visit.name
        for visit, page in seen_by(open_page, VISITS, width=320, elder=elder)
        if page.evaluate("document.documentElement.scrollWidth") > 320
    ]
    assert too_wide == []


SMALL_TEXT = """[...document.querySelectorAll("body *")].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
    && !e.closest(".visually-hidden, svg, noscript") && parseFloat(getComputedStyle(e).fontSize) < 23.9
  ).map(e => e.outerHTML.slice(0, 120))"""
SMALL_CONTROLS = """[...document.querySelectorAll("button, select, .btn, nav a, .chips a,"
    + "input:not([type=hidden]):not([type=radio]):not([type=checkbox])")]
  .filter(e => e.checkVisibility() && !e.closest(".visually-hidden, .skip"))
  .filter(e => { const b = e.getBoundingClientRect(); return b.height < %d || b.width < %d })
  .map(e => e.outerHTML.slice(0, 120))"""


def test_elder_mode_is_large(demo, open_page):
    """Text of 24 pixels, main controls of 60 by 60, and a number to call, as MIIT's rules ask."""
    small = {}
    for visit, page in seen_by(open_page, (*PUBLIC, *RESIDENTS), width=360, elder=True):
        if visit.name in ("wall", "offline", "not-found"):
            continue
        found = page.evaluate(SMALL_TEXT) + page.evaluate(SMALL_CONTROLS % (59, 59))
        if found:
            small[visit.name] = found
        assert page.locator("a[href^='tel:']").first.is_visible()
    assert small == {}


def test_controls_are_large_enough_for_a_thumb(demo, open_page):
    visits = tuple(visit for visit in (*PUBLIC, *RESIDENTS) if visit.name not in ("wall", "offline", "not-found"))
    small = {
        visit.name: found
        for visit, page in seen_by(open_page, visits, width=360)
        if (found := page.evaluate(SMALL_CONTROLS % (43, 43)))
    }
    assert small == {}
