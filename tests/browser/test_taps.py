"""Every visible control can be tapped: nothing covers it, on any page."""

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from community.models import User
from tests.browser.pages import ADMINISTRATOR, DESK, PUBLIC, RESIDENT, RESIDENTS, STAFF
from tests.reading import listed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# At the centre of each control the browser must give the control itself, something in it, or its label. Links within
# text that wraps have no centre of their own: their first line counts. One that leads to the same place will do, too.
COVERED = """() => [...document.querySelectorAll("a[href], button:not([disabled]), select, textarea, summary,"
    + "input:not([type=hidden]):not([disabled])")]
  .filter(e => e.checkVisibility({visibilityProperty: true}) && !e.closest(".visually-hidden, .skip, .btn-check"))
  .map(e => {
    e.scrollIntoView({block: "center", inline: "center", behavior: "instant"});
    const box = e.getClientRects()[0];
    if (!box || box.width < 2 || box.height < 2) return null;
    const met = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
    const is = other => met === other || other.contains(met);
    const fine = met && (is(e) || [...(e.labels || [])].some(is) || (e.href && met.closest("a")?.href === e.href));
    return fine ? null : e.outerHTML.slice(0, 100) + " lies under " + (met ? met.outerHTML.slice(0, 100) : "nothing");
  }).filter(Boolean)"""
UNPOSITIONED = """() => [...document.querySelectorAll(".stretched-link")]
  .filter(e => e.checkVisibility() && (!e.offsetParent || e.offsetParent === document.body))
  .map(e => e.outerHTML.slice(0, 100))"""


@pytest.fixture
def demo(transactional_db):
    call_command("load_demo", children_inside=True)


def out_of_reach(page: Page) -> list[str]:
    """The controls at whose centre a finger meets something else; links that stretch over the whole page."""
    return [*page.evaluate(COVERED), *page.evaluate(UNPOSITIONED)]


@pytest.mark.parametrize(
    "look",
    [{"width": 390}, {"width": 390, "elder": True}, {"width": 1280, "language": "en", "scheme": "dark"}],
    ids=["phone", "elder", "desk"],
)
def test_a_finger_meets_every_control(demo, open_page, look):
    pages = {"": open_page(**look)}
    for login in (RESIDENT, DESK, ADMINISTRATOR):
        pages[login] = open_page(User.objects.get(phone=login), **look)
    found = {}
    for visit in (*PUBLIC, *RESIDENTS, *STAFF):
        visit.open(pages[visit.login], "")
        found[visit.name] = out_of_reach(pages[visit.login])
    faults = {name: each for name, each in found.items() if each}
    assert not faults, listed(faults)
