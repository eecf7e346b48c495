"""WCAG 2.2 AA by axe-core; no sideways scrolling on phones, and large enough controls, especially in elder mode.

By default each page is tested on a phone, in normal or elder mode, and most pages also on a wide screen in light or
on a tablet in dark mode, in English. `ALL_LOOKS=1` tests all pages in all eighteen looks.
"""

import os
from itertools import product
from pathlib import Path

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from community.models import User
from tests.browser.pages import ADMINISTRATOR, DESK, LANGUAGES, LOOKS, PUBLIC, RESIDENT, RESIDENTS, STAFF
from tests.reading import listed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

AXE = (Path(__file__).parent / "vendor/axe.min.js").read_text()
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
WIDTHS = (360, 768, 1280)
VISITS = (*PUBLIC, *RESIDENTS, *STAFF)
ALL = [(*how, VISITS) for how in product(LANGUAGES, LOOKS, WIDTHS)]
FEW = [
    ("zh-hans", "light", 360, VISITS[::2]),
    ("zh-hans", "elder", 360, VISITS[1::2]),
    ("en", "light", 1280, VISITS[::3]),
    ("en", "dark", 768, VISITS[1::3]),
]


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo", children_inside=True)


def problems(page: Page, but: str = "") -> list[str]:
    """Problems that axe finds, each with its element; except those in `but`, which are known already."""
    page.evaluate(AXE)
    where = {"include": [["html"]], "exclude": [[but]] if but else []}
    found = page.evaluate("([where, rules]) => axe.run(where, rules)", [where, RULES])["violations"]
    return [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]


SMALL_TEXT = """[...document.querySelectorAll("body *")].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
    && !e.closest(".visually-hidden, svg, noscript") && parseFloat(getComputedStyle(e).fontSize) < 23.9
  ).map(e => "small text: " + e.outerHTML.slice(0, 120))"""
SMALL_CONTROLS = """[...document.querySelectorAll("button, select, .btn, nav a, .chips a,"
    + "input:not([type=hidden]):not([type=radio]):not([type=checkbox])")]
  .filter(e => e.checkVisibility() && !e.closest(".visually-hidden, .skip"))
  .filter(e => { const b = e.getBoundingClientRect(); return b.height < %d || b.width < %d })
  .map(e => "small control: " + e.outerHTML.slice(0, 120))"""
# What is seen from afar, on the tablet at a door, or without the portal's own look.
OTHERWISE = ("wall", "offline", "not-found", "childcare-roll", "childcare-no-tablet")


def too_small(page: Page, *, elder: bool) -> list[str]:
    """Controls and text that are too small; in elder mode by MIIT's rules: 24 px text, 60 × 60 px, and a phone
    number.
    """
    if not elder:
        return page.evaluate(SMALL_CONTROLS % (43, 43))
    found = page.evaluate(SMALL_TEXT) + page.evaluate(SMALL_CONTROLS % (59, 59))
    return found if page.locator("a[href^='tel:']").first.is_visible() else [*found, "no number to call"]


def sideways(page: Page) -> list[str]:
    """Whether the page scrolls sideways at 320 px, which is also a desktop at 400 % zoom."""
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    return [f"{wide} pixels wide"] if wide > 320 else []


@pytest.mark.parametrize(("language", "look", "width", "visits"), ALL if os.environ.get("ALL_LOOKS") else FEW)
def test_everybody_can_use_every_page(demo, open_page, language, look, width, visits):
    how = {"language": language, "scheme": "dark" if look == "dark" else "light", "elder": look == "elder"}
    pages = {"": open_page(**how, width=width)}
    for login in (RESIDENT, DESK, ADMINISTRATOR):
        pages[login] = open_page(User.objects.get(phone=login), **how, width=width)
    found = {}
    for visit in visits:
        page = pages[visit.login]
        visit.open(page, "")
        found[visit.name] = problems(page)
        if width == WIDTHS[0]:
            if visit.name not in OTHERWISE and visit not in STAFF:
                found[visit.name] += too_small(page, elder=look == "elder")
            found[visit.name] += sideways(page)
            page.set_viewport_size({"width": width, "height": 780})
    faults = {name: each for name, each in found.items() if each}
    assert not faults, listed(faults)
