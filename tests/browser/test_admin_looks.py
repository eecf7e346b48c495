"""Every list and form of the admin by axe-core, in five looks: wide, tablet, phone, dark, large text.

Nothing scrolls sideways, no column stands outside, no text is below 15 pixels and no control below 24; the console
stays silent.
Usually each page is seen in one look, and each kind of page in all of them; `ALL_LOOKS=1` takes all pages in all.
"""

import os
from collections.abc import Iterator

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import ConsoleMessage, Page

from community.models import User
from tests.browser.pages import ADMINISTRATOR
from tests.browser.test_accessibility import problems
from tests.reading import listed

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PHONE = 390
LOOKS = {
    "wide": {"width": 1440},
    "tablet": {"width": 1024, "language": "en"},
    "phone": {"width": PHONE},
    "dark": {"width": 1440, "scheme": "dark"},
    "large": {"width": 1440, "elder": 1},
}
SMALL = """[...document.querySelectorAll("body *")].filter(e =>
    [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()) && e.checkVisibility()
    && !e.closest(".visually-hidden, svg, noscript, [hidden], option, .seal")
    && parseFloat(getComputedStyle(e).fontSize) < 14.9
  ).map(e => "small text: " + e.outerHTML.slice(0, 120))"""
LOW = """[...document.querySelectorAll("a, button, select, summary, input:not([type=hidden])")]
  .filter(e => e.checkVisibility()
    && !e.closest(".visually-hidden, .skip, p, li > span, .select2") && !e.matches(".skip, .select2-hidden-accessible"))
  .filter(e => { const b = (e.closest("label") ?? e).getBoundingClientRect(); return b.height && b.height < 23.9 })
  .map(e => "low: " + e.outerHTML.slice(0, 120))"""


# Bars that stay in sight cover now this, now that, which scrolling brings out again; axe does not scroll.
LOOSE = (
    """document.querySelectorAll(".bar, .submit-row, .tabs-bottom").forEach(e => { e.style.position = "static"; })"""
)
CUT = """[...document.querySelectorAll(".results")].filter(e => e.scrollWidth > e.clientWidth + 1)
  .map(e => `columns outside by ${e.scrollWidth - e.clientWidth} pixels`)"""
SHARES = ("wide", "phone", "tablet", "wide", "phone", "dark", "phone", "wide", "large")  # of each nine pages
ALL = [[look] for look in LOOKS] if os.environ.get("ALL_LOOKS") else [list(LOOKS)]


def addresses() -> Iterator[str]:
    """The list of each model, its form, and the form and history of one record; by default a third of the histories.

    Histories share one template; `tests/portal/test_admin_words.py` reads all of them.
    """
    for number, model in enumerate(admin.site._registry):
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        yield from (reverse(f"admin:{name}_{verb}") for verb in ("changelist", "add"))
        record = model._default_manager.order_by("-pk").first()
        if record is not None:
            verbs = ("change", "history") if number % 3 == 0 or "ALL_LOOKS" in os.environ else ("change",)
            yield from (reverse(f"admin:{name}_{verb}", args=[record.pk]) for verb in verbs)


class Reader:
    """Somebody who looks at pages in one look, and hears the console."""

    def __init__(self, page: Page, width: int) -> None:
        self.page, self.width = page, width
        self.said: list[str] = []
        self.has_seen_menu = False
        page.on("console", self._hear)

    def _hear(self, message: ConsoleMessage) -> None:
        """Keep what a page says; axe has no address, and the policy refuses its probing, which is told late."""
        if message.type in LOUD and message.location.get("url"):
            self.said.append(message.text)

    def faults_of(self, address: str) -> list[str]:
        """What is wrong with a page; nothing where there is none for this reader."""
        self.said.clear()
        answer = self.page.goto(address)
        if answer is None or answer.status != 200 or "/admin/" not in self.page.url:
            return []
        here = [*self.said]
        self.page.evaluate(LOOSE)
        here += problems(self.page, but=".side" if self.has_seen_menu else "")
        self.has_seen_menu = True
        here += self.page.evaluate(SMALL) + self.page.evaluate(LOW)
        if self.width > PHONE:
            here += self.page.evaluate(CUT)  # on a phone a row is a card
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        return here + ([f"{wide} pixels wide"] if wide > self.width else [])


LOUD = ("error", "warning")


@pytest.mark.parametrize("looks", ALL, ids=lambda looks: "-".join(looks))
def test_everybody_can_use_every_page_of_the_admin(transactional_db, open_page, looks):
    call_command("load_demo")
    user = User.objects.get(phone=ADMINISTRATOR)
    readers = {look: Reader(open_page(user, **LOOKS[look]), LOOKS[look]["width"]) for look in looks}
    found = {}
    for number, address in enumerate(addresses()):
        look = looks[0] if len(looks) == 1 else SHARES[number % len(SHARES)]
        found[look, address] = readers[look].faults_of(address)
    assert len(found) > 150
    faults = {where: each for where, each in found.items() if each}
    assert not faults, listed(faults)
