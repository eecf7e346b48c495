"""A finger on a phone: it only touches what is drawn, from home on, and counts what it does."""

from collections import Counter
from dataclasses import dataclass, field
from typing import ClassVar

from playwright.sync_api import Locator, Page, expect


@dataclass
class Finger:
    """Somebody's way through the portal; `journey` names it in the table of taps and fields.

    An address is opened once, at `home`. A tap is refused by Chromium where something lies over what is drawn.
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
        """Touch the first such thing that is visible, and wait for what it opens."""
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
        """What must be visible now."""
        expect(self.page.locator(target).filter(visible=True).first).to_be_visible()

    def done(self, *, taps: int, fields: int = 0) -> None:
        """The journey is over and took no more than this."""
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
