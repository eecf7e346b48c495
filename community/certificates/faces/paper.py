"""A face as files: PNG and PDF to take away, a small picture for pages, many sheets in one PDF."""

from collections.abc import Iterable
from io import BytesIO
from typing import IO

from PIL import Image

from community.certificates.faces import across, upright
from community.certificates.faces.canvas import DPI, Canvas
from community.certificates.faces.design import Design, Said

LAYOUTS = {"across": across.draw, "upright": upright.draw}
COLOURS = 48
SMALL_SIDE = 640  # pixels of the longer side
QUALITY = 84


def draw(design: Design, said: Said) -> Image.Image:
    """The face as a picture of 300 dpi; a void one is stamped across."""
    image = LAYOUTS[design.layout](design, said)
    return _void(image) if said.is_void else image


def png(image: Image.Image) -> bytes:
    """As PNG with a palette, which keeps the sheet small."""
    file = BytesIO()
    palette = _palette(image)
    image.quantize(palette=palette, dither=Image.Dither.NONE).save(file, "PNG", dpi=(DPI, DPI), compress_level=6)
    return file.getvalue()


def pdf(images: Iterable[Image.Image], file: IO[bytes] | None = None) -> bytes:
    """One page of A4 each. From RGB: Pillow would write a palette's pixels into a PDF uncompressed."""
    target = file or BytesIO()
    first, *rest = images
    first.save(target, "PDF", save_all=True, append_images=rest, resolution=DPI, quality=QUALITY)
    return target.getvalue() if isinstance(target, BytesIO) else b""


def small(image: Image.Image) -> bytes:
    """As a small WebP for a page."""
    copy = image.copy()
    copy.thumbnail((SMALL_SIDE, SMALL_SIDE), Image.Resampling.LANCZOS, reducing_gap=2)
    file = BytesIO()
    copy.save(file, "WEBP", quality=78)
    return file.getvalue()


def _palette(image: Image.Image) -> Image.Image:
    """The sheet's own colours, found on a smaller copy: all pixels would take half a second."""
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
