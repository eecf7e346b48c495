"""Somebody at work, who begins at the first page of staff and counts what a hand does: taps, keys, pages, seconds.

A tap is 2.65 s, a key 0.28 s, a page 0.6 s. `Keys` does the same by the keyboard alone, without counting.
"""

from dataclasses import dataclass
from typing import Any, ClassVar

from playwright.sync_api import Locator, Page, expect

TAP, KEY, PAGE = 2.65, 0.28, 0.6
MOST_TABS = 250  # through the menu and a long form; the link past the menu shortens it


@dataclass
class Hand:
    """Somebody with a finger or a mouse."""

    page: Page
    task: str
    taps: int = 0
    keys: int = 0
    pages: int = 0
    table: ClassVar[dict[str, tuple[int, int, float]]] = {}
    is_counted: ClassVar[bool] = True

    def begin(self, path: str) -> "Hand":
        self.page.goto(path)
        self.page.on("domcontentloaded", self._came)
        self.page.on("console", self._must_be_quiet)
        return self

    def found(self, target: str | Locator) -> Locator:
        """The first such thing that is drawn."""
        each = self.page.locator(target) if isinstance(target, str) else target
        return each.filter(visible=True).first

    def tap(self, target: str | Locator) -> None:
        """Touch what is drawn; Chromium refuses where something lies over it."""
        self.found(target).click()
        self.page.wait_for_load_state()
        self.taps += 1

    def types(self, target: str, text: str, keys: str = "") -> None:
        """Tap a field and fill it; `keys` are those pressed for it, where it is written by pinyin."""
        self.tap(target)
        self.found(target).fill(text)
        self.keys += len(keys or text)

    def writes(self, text: str) -> None:
        """Type where one stands, without a tap."""
        self.page.keyboard.type(text)
        self.keys += len(text)

    def presses(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.page.wait_for_load_state()
        self.keys += len(keys)

    def chooses(self, target: str, value: str) -> None:
        """Open a list and take one of it: two taps."""
        self.found(target).select_option(value)
        self.taps += 2

    def attaches(self, target: str, file: Any) -> None:
        """Choose a file: a tap on the field, and one in what the browser shows."""
        with self.page.expect_file_chooser() as asked:
            self.found(target).click()
        asked.value.set_files(file)
        self.taps += 2

    @property
    def seconds(self) -> float:
        return self.taps * TAP + self.keys * KEY + self.pages * PAGE

    def done(self, *, taps: int, keys: int, seconds: float) -> None:
        """The task is over and took no more than this; the page does not scroll sideways."""
        wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{self.page.url} scrolls sideways"
        if not self.is_counted:
            return
        worst = self.table.get(self.task, (0, 0, 0.0))
        self.table[self.task] = max(worst, (self.taps, self.keys, round(self.seconds, 1)))
        assert (self.taps <= taps, self.keys <= keys, self.seconds <= seconds) == (True, True, True), (
            self.taps,
            self.keys,
            self.seconds,
        )

    def _came(self, _page: Page) -> None:
        self.pages += 1

    @staticmethod
    def _must_be_quiet(message: Any) -> None:
        assert message.type != "error", message.text


class Keys(Hand):
    """Somebody without a mouse: whatever is touched is come to by the tabulator."""

    is_counted = False

    def reach(self, target: str | Locator) -> Locator:
        """Go on until one stands on it; of a label, on its field."""
        found = self.found(target)
        where = "each => (each.control ?? each) === document.activeElement"
        for _press in range(MOST_TABS):
            if found.evaluate(where):
                return found
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {target} on {self.page.url}")

    def tap(self, target: str | Locator) -> None:
        found = self.reach(target)
        is_field = found.evaluate("each => each.matches('label, input')")
        # Of what one stands on already: unlike a bare key, this waits for the page that it opens.
        (self.page.locator(":focus") if is_field else found).press("Space" if is_field else "Enter")
        self.page.wait_for_load_state()

    def types(self, target: str, text: str, keys: str = "") -> None:
        """A day is put in whole: its field asks for its parts in the order of the browser's own language."""
        self.reach(target).fill(text)

    def chooses(self, target: str, value: str) -> None:
        found = self.reach(target)
        for _press in range(MOST_TABS):
            if found.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        expect(found).to_have_value(value)

    def attaches(self, target: str, file: Any) -> None:
        self.reach(target)
        with self.page.expect_file_chooser() as asked:
            self.page.keyboard.press("Space")
        asked.value.set_files(file)
