"""Borders, the QR code and the decorative seal."""

import random
from functools import lru_cache
from io import BytesIO

import segno
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from community.certificates.faces.canvas import Canvas, px

SEAL = 22.0  # millimetres, the size of a real one of its kind
OFFICIAL_SEAL = 40.0  # millimetres in diameter; at most 42 by the State Council's rules (国发〔1999〕25号)


def border(canvas: Canvas, style: str, accent: str, gold: str) -> None:
    """Draw the border: a red band, gold lines, and for the style `fret` a band of frets between them."""
    canvas.frame(10, accent, 2.2)
    canvas.frame(13.6, gold, 0.45)
    if style != "fret":
        canvas.frame(15.8, gold, 0.2)
        return
    _frets(canvas, gold)
    canvas.frame(21.2, gold, 0.3)
    width, height = (side * 25.4 / 300 for side in canvas.image.size)
    for x in (21.2, width - 21.2):
        for y in (21.2, height - 21.2):
            _corner(canvas, x, y, accent, gold)


def _corner(canvas: Canvas, x: float, y: float, accent: str, gold: str) -> None:
    canvas.pen.rectangle((px(x - 2), px(y - 2), px(x + 2), px(y + 2)), fill=accent)
    canvas.pen.rectangle((px(x - 1), px(y - 1), px(x + 1), px(y + 1)), outline=gold, width=px(0.3))


def _frets(canvas: Canvas, gold: str) -> None:
    """Draw rows of squared spirals (回纹) along each side, spaced to fit exactly."""
    width, height = canvas.image.size
    middle, tile = px(17.4), px(4.6)
    for long, place in ((width, "top"), (height, "side")):
        first, last = px(25), long - px(25)
        count = max(round((last - first) / tile), 1)
        for number in range(count):
            at = first + (last - first) * (number + 0.5) / count
            if place == "top":
                _fret(canvas, at, middle, gold, 1, 1)
                _fret(canvas, at, height - middle, gold, 1, -1)
            else:
                _fret(canvas, middle, at, gold, 1, 1, turned=True)
                _fret(canvas, width - middle, at, gold, -1, 1, turned=True)


def _fret(canvas: Canvas, x: float, y: float, gold: str, sx: int, sy: int, *, turned: bool = False) -> None:
    steps = ((-2.3, 1.9), (-1.7, 1.9), (-1.7, -1.7), (1.7, -1.7), (1.7, 1.1), (-0.6, 1.1), (-0.6, -0.5), (0.6, -0.5))
    path = []
    for right, down in steps:
        across, along = (down, right) if turned else (right, down)
        path.append((x + sx * px(across), y + sy * px(along)))
    canvas.pen.line(path, gold, px(0.32), joint="curve")


def qr_code(canvas: Canvas, target: str, x: float, y: float, side: float) -> None:
    """Draw the QR code of an address on white; `side` includes the quiet zone that scanners need."""
    rows = [bytearray(row) for row in segno.make(target, error="m", micro=False).matrix_iter(scale=1, border=4)]
    code = Image.new("L", (len(rows), len(rows)), 255)
    code.putdata([0 if dark else 255 for row in rows for dark in row])
    code = code.resize((px(side), px(side)), Image.Resampling.NEAREST)
    canvas.image.paste(code.convert("RGB"), (px(x), px(y)))


def seal(canvas: Canvas, words: str, x: float, y: float, colour: str) -> None:
    """Draw the decorative seal centred on a point and slightly rotated, as if by hand. It is not an official seal."""
    stamp = _stamp(words)
    left, top = px(x) - stamp.width // 2, px(y) - stamp.height // 2
    canvas.image.paste(colour, (left, top), stamp)


def official_seal(canvas: Canvas, image: bytes, x: float, y: float) -> None:
    """Draw the official seal centred on a point; its white and transparent parts let the paper show through."""
    stamp, mask = _official(image)
    left, top = px(x) - stamp.width // 2, px(y) - stamp.height // 2
    canvas.image.paste(stamp, (left, top), mask)


@lru_cache(maxsize=2)
def _official(image: bytes) -> tuple[Image.Image, Image.Image]:
    side = px(OFFICIAL_SEAL)
    stamp = Image.open(BytesIO(image)).convert("RGBA")
    stamp.thumbnail((side, side), Image.Resampling.LANCZOS)
    colours = stamp.convert("RGB")
    # The ink density is the inverse of the darkest channel: zero on white, full on pure red.
    ink = ImageChops.invert(_darkest(colours))
    return colours, ImageChops.multiply(ink, stamp.getchannel("A"))


def _darkest(image: Image.Image) -> Image.Image:
    """The minimum of the three colour channels at each point."""
    red, green, blue = image.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


@lru_cache(maxsize=8)
def _stamp(words: str) -> Image.Image:
    """The seal as a mask: up to four characters cut out of a square, from the right, with the grain of seal paste."""
    side = px(SEAL)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side - 1, side - 1), px(1.6), fill=255)
    cut = Canvas(mask)
    half = SEAL / 2
    places = ((1.5, 0.5), (1.5, 1.5), (0.5, 0.5), (0.5, 1.5))
    for character, (column, row) in zip(words, places, strict=False):
        x, y = half + (column - 1) * (half - 1.1), half + (row - 1) * (half - 1.1)
        cut.text(character, x, y, half - 1.3, "black", align="middle", heavy=True)
    grain = random.Random(words)  # noqa: S311 - the grain of a picture
    pen = ImageDraw.Draw(mask)
    for _each in range(260):
        at = (grain.randrange(side), grain.randrange(side))
        wide = grain.choice((1, 2, 2, 3, 5))
        pen.ellipse((at[0], at[1], at[0] + wide, at[1] + wide), fill=0)
    mask = mask.filter(ImageFilter.GaussianBlur(0.8))
    return mask.rotate(-3, Image.Resampling.BICUBIC, expand=True)
