"""`script/screenshots`: every page, in two sizes, both languages, light, dark and elder mode."""

import argparse
import io
import itertools
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.pages import LANGUAGES, LOOKS, VISITS, Visit, dress, log_in
from tests.conftest import CHROMIUM

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
SIZES = {"phone": (360, 780), "desktop": (1280, 900)}
WALL_SIZE = (1920, 1080)
# The README's pictures: first screens side by side, each a page, size, language and look.
CHOSEN = {
    "home": [("home", "desktop", "zh-hans", "light"), ("home-resident", "phone", "zh-hans", "light")],
    "book": [("day", "desktop", "zh-hans", "light"), ("book", "phone", "zh-hans", "light")],
    "looks": [
        ("home", "phone", "en", "dark"),
        ("my", "phone", "zh-hans", "elder"),
        ("booking", "phone", "en", "light"),
    ],
    "desk": [("desk", "desktop", "zh-hans", "light")],
    "wall": [("wall", "desktop", "zh-hans", "light")],
}
CHOSEN_LIMIT = 150 * 1024  # bytes


def take(browser: Browser, base_url: str, visits: list[Visit], *, size: str, language: str, look: str) -> None:
    """Take full-page pictures of `visits` in one size and look, into `all/`."""
    for login in dict.fromkeys(visit.login for visit in visits):
        context = _reader(browser, base_url, login, language, look)
        page = context.new_page()
        for visit in visits:
            if visit.login == login:
                picture = _photograph(page, base_url, visit, SIZES[size])
                path = FOLDER / "all" / f"{visit.name}-{size}-{language}-{look}.png"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(picture)
        context.close()


def _reader(browser: Browser, base_url: str, login: str, language: str, look: str) -> BrowserContext:
    locale = "en-GB" if language == "en" else "zh-CN"
    context = browser.new_context(locale=locale, reduced_motion="reduce")
    if login:
        log_in(context, base_url, login)
    # After logging in, which sets the user's language.
    dress(context, base_url, language=language, look=look)
    return context


def _photograph(page: Page, base_url: str, visit: Visit, size: tuple[int, int], *, whole: bool = True) -> bytes:
    width, height = WALL_SIZE if visit.name == "wall" else size
    page.set_viewport_size({"width": width, "height": height})
    visit.open(page, base_url)
    # Pictures below the fold are loaded lazily; scroll so that all of them are in the screenshot.
    page.evaluate("document.querySelectorAll('img[loading]').forEach((image) => image.removeAttribute('loading'))")
    page.wait_for_load_state("networkidle")
    return page.screenshot(full_page=whole)


def take_chosen(browser: Browser, base_url: str) -> None:
    """Take the README's pictures, with few colours to keep the repository small."""
    by_name = {visit.name: visit for visit in VISITS}
    for title, shots in CHOSEN.items():
        pictures = []
        for name, size, language, look in shots:
            context = _reader(browser, base_url, by_name[name].login, language, look)
            picture = _photograph(context.new_page(), base_url, by_name[name], SIZES[size], whole=False)
            pictures.append(Image.open(io.BytesIO(picture)).convert("RGB"))
            context.close()
        path = FOLDER / f"{title}.png"
        _side_by_side(pictures).quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size > CHOSEN_LIMIT:
            raise SystemExit(f"{path} is larger than {CHOSEN_LIMIT} bytes.")


def _side_by_side(pictures: list[Image.Image]) -> Image.Image:
    gap = 24
    width = sum(picture.width for picture in pictures) + gap * (len(pictures) - 1)
    joined = Image.new("RGB", (width, max(picture.height for picture in pictures)), "white")
    left = 0
    for picture in pictures:
        joined.paste(picture, (left, 0))
        left += picture.width + gap
    return joined


def main() -> None:
    """Parse the command line and take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("base_url")
    parser.add_argument("names", nargs="*", help="only these pages")
    parser.add_argument("--chosen", action="store_true", help="only the few that the README shows")
    asked = parser.parse_args()
    visits = [visit for visit in VISITS if not asked.names or visit.name in asked.names]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        if asked.chosen:
            take_chosen(browser, asked.base_url)
        else:
            for size, language, look in itertools.product(SIZES, LANGUAGES, LOOKS):
                take(browser, asked.base_url, visits, size=size, language=language, look=look)
        browser.close()


if __name__ == "__main__":
    main()
