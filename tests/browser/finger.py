"""A finger on a phone, which only touches what is visible, starting at home, and counts taps and fields."""

from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect


@dataclass
class Finger:
    """One user's way through the portal; `journey` is its name in the table of taps and fields.

    Only `home` is opened by address. Chromium refuses a tap if something covers its target.
    """

    page: Page
    journey: str
    home: str = "/"
    taps: int = 0
    fields: int = 0
    table: ClassVar[dict[str, Counter[tuple[int, int]]]] = {}
    path: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.goto(self.home)

    def tap(self, target: str | Locator) -> None:
        """Tap the first visible match, and wait for what it opens."""
        found = self.page.locator(target) if isinstance(target, str) else target
        shown = found.filter(visible=True).first
        shown.scroll_into_view_if_needed()
        shown.click()
        self.page.wait_for_load_state()
        self.taps += 1
        self._must_be_well()

    def type(self, target: str, text: str) -> None:
        """Fill one field."""
        self.page.locator(target).filter(visible=True).first.fill(text)
        self.fields += 1

    def sees(self, target: str) -> None:
        """Expect something to be visible."""
        expect(self.page.locator(target).filter(visible=True).first).to_be_visible()

    def done(self, *, taps: int, fields: int = 0) -> None:
        """End the journey, which must not have taken more taps and fields."""
        self.table.setdefault(self.journey, Counter())[self.taps, self.fields] += 1
        assert (self.taps <= taps, self.fields <= fields) == (True, True), (self.taps, self.fields, self.path)

    def _must_be_well(self) -> None:
        self.path.append(self.page.url)
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways"


def table() -> str:
    """Taps and fields of every journey so far."""
    lines = [f"{journey:<24} {taps:>3} taps {fields:>2} fields" for journey, taken in sorted(Finger.table.items())
             for taps, fields in [max(taken)]]  # fmt: skip
    return "\n".join(lines)
