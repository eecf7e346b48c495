"""Output formats of a face: PNG and PDF to download, a thumbnail for pages, and many sheets in one PDF."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO

from PIL import Image

from community.certificates.faces import across, upright
from community.certificates.faces.canvas import DPI, Canvas
from community.certificates.faces.design import Design, Said
from community.certificates.faces.sheets import Sheets

LAYOUTS = {"across": across, "upright": upright}
COLOURS = 48
SMALL_SIDE = 640  # pixels of the longer side
QUALITY = 84


def draw(design: Design, said: Said) -> Image.Image:
    """Draw the face at 300 dpi; a void one is stamped across."""
    image = LAYOUTS[design.layout].draw(design, said)
    return _void(image) if said.is_void else image


def check(design: Design, said: Said) -> None:
    """Raise ValueError if the content does not fit on the sheet; a thousand times faster than drawing it."""
    LAYOUTS[design.layout].check(design, said)


def png(image: Image.Image) -> bytes:
    """Encode as PNG with a palette, which keeps the file small."""
    file = BytesIO()
    palette = _palette(image)
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", dpi=(DPI, DPI), compress_level=6)
    return file.getvalue()


def pdf(images: Iterable[Image.Image], file: IO[bytes] | None = None) -> bytes:
    """Encode as one A4 page each, from RGB; with `file`, written page by page, so that hundreds need little memory."""
    target = file or BytesIO()
    sheets = Sheets(target)
    for image in images:
        sheets.add(_jpeg(image), image.size)
    sheets.close()
    return target.getvalue() if isinstance(target, BytesIO) else b""


def _jpeg(image: Image.Image) -> bytes:
    file = BytesIO()
    image.save(file, "JPEG", quality=QUALITY)
    return file.getvalue()


def small(image: Image.Image) -> bytes:
    """Encode as a small WebP for a page."""
    copy = image.copy()
    copy.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
    file = BytesIO()
    copy.save(file, "WEBP", quality=78)
    return file.getvalue()


def _palette(image: Image.Image) -> Image.Image:
    """The sheet's palette, computed from a smaller copy; using all pixels would take half a second."""
    return image.reduce(3).quantize(COLOURS, Image.Quantize.MEDIANCUT)


def _void(image: Image.Image) -> Image.Image:
    strip = Image.new("L", image.size, 0)
    width, height = image.size
    Canvas(strip).text(
        "已撤销", width * 25.4 / DPI / 2, height * 25.4 / DPI / 2, 46, "white", align="middle", heavy=True
    )
    turned = strip.rotate(24, Image.Resampling.BICUBIC).point(lambda value: value * 0.35)
    image.paste("#a01818", (0, 0), turned)
    return image
