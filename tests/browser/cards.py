"""Renders the drawings as PNG for messengers; see script/cards."""

from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.conftest import CHROMIUM

STATIC = Path(__file__).parents[2] / "static"
SIDE = 600  # pixels; WeChat crops to a square
COLOURS = 64
PAPER = "margin:0;height:100vh;display:grid;place-items:center;background:#f4e9d8"
PAGE = f"""<body style="{PAPER}"><img width="540" src="{{}}">"""


def make() -> None:
    """Render every file of `static/drawings` on a square in its own paper colour."""
    (STATIC / "cards").mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--allow-file-access-from-files"]
        )
        page = browser.new_page(viewport={"width": SIDE, "height": SIDE})
        for drawing in sorted((STATIC / "drawings").glob("*.svg")):
            canvas = STATIC / "cards" / "canvas.html"
            canvas.write_text(PAGE.format(drawing.as_uri()))
            page.goto(canvas.as_uri())
            image = Image.open(BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS)
            image.save(STATIC / "cards" / f"{drawing.stem}.png", optimize=True)
            canvas.unlink()
        browser.close()


if __name__ == "__main__":
    make()
