"""Compares every component in the style guide with the pictures in `looks/`.

`LOOKS=keep` takes them again, after an intended change; look at them before committing.
"""

import io
import os
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat
from pytest_django.fixtures import Settings

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.django_db(transaction=True)]

KEPT = Path(__file__).parent / "looks"
LOOKS = {
    "light": {},
    "dark": {"scheme": "dark"},
    "elder": {"elder": 1},
    "elder-2": {"elder": 2},
    "english": {"language": "en"},
}
WIDTH = 1024
SMALLER = 4  # times; fine lines of two versions of a browser differ, a component's place and colours do not
HEIGHT_OFF = 4  # pixels of the small picture
CHANGED = 24  # of 255: a pixel that differs by more has changed
TOLERATED = 0.002  # of all pixels; a button that loses its colour is more


def photograph(open_page, **reader) -> Image.Image:
    """The whole styleguide as one reader sees it, small."""
    page = open_page(width=WIDTH, **reader)
    page.goto("/styleguide/")
    page.evaluate("document.querySelectorAll('img[loading]').forEach((image) => image.removeAttribute('loading'))")
    page.wait_for_load_state("networkidle")
    page.evaluate("scrollTo(0, 0)")  # the form in error has drawn the eye to itself; heads of tables stick
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True, timeout=60_000))).convert("RGB")
    return picture.resize((picture.width // SMALLER, picture.height // SMALLER), Image.Resampling.BOX)


def changed(one: Image.Image, other: Image.Image) -> float:
    """The share of pixels that differ visibly; 1 where the pages are not of one height."""
    if abs(one.height - other.height) > HEIGHT_OFF:
        return 1
    size = (one.width, min(one.height, other.height))
    apart = ImageChops.difference(one.crop((0, 0, *size)), other.crop((0, 0, *size)))
    red, green, blue = apart.split()
    most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
    return ImageStat.Stat(most.point([0] * CHANGED + [1] * (256 - CHANGED))).mean[0]


@pytest.mark.parametrize("look", LOOKS)
def test_every_component_looks_as_it_did(open_page, settings: Settings, look):
    settings.DEBUG = True
    shown = photograph(open_page, **LOOKS[look])
    path = KEPT / f"{look}.png"
    if os.environ.get("LOOKS") == "keep":
        path.parent.mkdir(exist_ok=True)
        shown.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(path, optimize=True)
    share = changed(shown, Image.open(path).convert("RGB"))
    if share > TOLERATED:
        shown.save(path.with_suffix(".new.png"))
    assert share <= TOLERATED, f"{share:.2%} of {path.name} changed; see {path.stem}.new.png beside it"
