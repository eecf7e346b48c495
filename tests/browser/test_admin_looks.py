"""Every list and form of the admin by axe-core, in five looks: wide, tablet, phone, dark, large text.

On a phone nothing scrolls sideways, no text is below 15 pixels and no control below 24; the console stays silent.
"""

import pytest
from django.contrib import admin
from django.core.management import call_command
from django.urls import reverse

from community.models import User
from tests.browser.pages import ADMINISTRATOR
from tests.browser.test_accessibility import problems

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LOOKS = {
    "wide": {"width": 1440},
    "tablet": {"width": 1024, "language": "en"},
    "phone": {"width": 390},
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


def addresses() -> list[str]:
    found = []
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        found += [reverse(f"admin:{name}_{verb}") for verb in ("changelist", "add")]
        record = model._default_manager.order_by("-pk").first()
        if record is not None:
            found += [reverse(f"admin:{name}_{verb}", args=[record.pk]) for verb in ("change", "history")]
    return found


@pytest.mark.parametrize("look", LOOKS)
def test_everybody_can_use_every_page_of_the_admin(transactional_db, open_page, look):
    call_command("load_demo")
    page = open_page(User.objects.get(phone=ADMINISTRATOR), **LOOKS[look])
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    found = {}
    for address in addresses():
        said.clear()
        answer = page.goto(address)
        if answer is None or answer.status != 200:
            continue
        page.wait_for_load_state()
        here = [*said]  # before axe, whose own probing the policy refuses
        here += problems(page) + page.evaluate(SMALL) + page.evaluate(LOW)
        wide = page.evaluate("document.documentElement.scrollWidth")
        here += [f"{wide} pixels wide"] if wide > LOOKS[look]["width"] else []
        found[address] = here
    assert {address: each for address, each in found.items() if each} == {}
