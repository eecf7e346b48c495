"""The landscape face: 297 × 210 mm, the title at the top, the text in the middle, code and seal at the bottom."""

from dataclasses import dataclass

from PIL import Image

from community.certificates.faces import ornaments
from community.certificates.faces.canvas import Canvas, px
from community.certificates.faces.design import INK, PAPER, SOFT, Design, Said
from community.certificates.faces.lines import INDENT, balanced, broken
from community.certificates.faces.words import date_in_characters, filled

WIDTH, HEIGHT = 297.0, 210.0
LEFT, RIGHT = 42.0, 255.0
NAME_SIZES = (11.0, 9.5, 8.0, 6.8)
WORD_SIZES = (7.4, 6.8, 6.2, 5.6, 5.0)
TOP, BOTTOM = 78.0, 146.0  # the area for the name and the text


def draw(design: Design, said: Said) -> Image.Image:
    """Draw the sheet. Raises ValueError if its text does not fit at the smallest size."""
    canvas = Canvas(Image.new("RGB", (px(WIDTH), px(HEIGHT)), PAPER))
    ornaments.border(canvas, design.border, design.accent, design.gold)
    _title(canvas, design)
    number = filled(design.number_line, said.fields)
    canvas.text(number, RIGHT, 70, 4.4, INK, align="right")
    _words(canvas, design, said)
    _foot(canvas, design, said)
    return canvas.image


def _title(canvas: Canvas, design: Design) -> None:
    size = 20.0 if len(design.title) <= 6 else 13.0
    canvas.text(design.title, WIDTH / 2, 38, size, design.accent, align="middle", heavy=True, spacing=size * 0.48)
    canvas.text(design.title_en.upper(), WIDTH / 2, 54, 4.9, design.gold, align="middle", spacing=1.3)
    middle = WIDTH / 2
    for side in (-1, 1):
        canvas.line(middle + side * 7.5, 60.8, middle + side * 45, 60.8, design.gold, 0.3)
    canvas.pen.rectangle((px(middle - 1.1), px(59.7), px(middle + 1.1), px(61.9)), fill=design.accent)


@dataclass(frozen=True, slots=True)
class _Set:
    """The name and text broken into lines, at the largest sizes that fit between `TOP` and `BOTTOM`."""

    names: list[str]
    name_size: float
    lines: list[str]
    size: float

    @property
    def pitch(self) -> float:
        return self.size * 1.75

    @property
    def name_high(self) -> float:
        return len(self.names) * self.name_size * 1.3 + 4

    @property
    def high(self) -> float:
        return self.name_high + 3 + len(self.lines) * self.pitch


def check(design: Design, said: Said) -> None:
    """Raise ValueError if the text does not fit, without drawing anything."""
    _set(design, said)


def _set(design: Design, said: Said) -> _Set:
    names, name_size = _name_lines(said.name)
    words = INDENT + filled(design.words, said.fields)
    for size in WORD_SIZES:
        chosen = _Set(names, name_size, balanced(words, (RIGHT - LEFT) / size), size)
        if chosen.high <= BOTTOM - TOP:
            return chosen
    raise ValueError("too_long")


def _words(canvas: Canvas, design: Design, said: Said) -> None:
    chosen = _set(design, said)
    y = TOP + (BOTTOM - TOP - chosen.high) / 2
    longest = max(canvas.width(each, chosen.name_size) for each in chosen.names)
    for each in chosen.names:
        canvas.text(each, LEFT, y + chosen.name_size / 2, chosen.name_size, INK)
        y += chosen.name_size * 1.3
    canvas.line(LEFT - 1, y + 0.5, LEFT + max(longest + 6, 88), y + 0.5, design.gold, 0.35)
    y += 7
    for each in chosen.lines:
        canvas.text(each, LEFT, y + chosen.pitch / 2, chosen.size, INK)
        y += chosen.pitch


def _name_lines(name: str) -> tuple[list[str], float]:
    """The name, or all names, in at most three lines, at the largest size that fits."""
    for size in NAME_SIZES:
        lines = broken(name, (RIGHT - LEFT) / size)
        if len(lines) <= (1 if size > NAME_SIZES[-1] else 3):
            return lines, size
    raise ValueError("too_long")


def _foot(canvas: Canvas, design: Design, said: Said) -> None:
    ornaments.qr_code(canvas, said.address, LEFT - 2, 142, 35)
    canvas.text("扫码验真", LEFT + 15.5, 179, 3.6, INK, align="middle")
    canvas.text(said.code, LEFT + 15.5, 183, 2.6, SOFT, align="middle")
    day = date_in_characters(said.day)
    signed = max(canvas.width(design.signatory, 6.1), canvas.width(day, 5.7))
    canvas.text(design.signatory, RIGHT, 160, 6.1, INK, align="right")
    canvas.text(day, RIGHT, 170.5, 5.7, INK, align="right")
    if said.seal:
        ornaments.official_seal(canvas, said.seal, RIGHT - signed / 2, 162)
    elif design.seal_words:
        ornaments.seal(canvas, design.seal_words, max(RIGHT - signed - 20, 96), 165.5, design.accent)
    for number, line in enumerate(said.lines_at_foot(design)):
        canvas.text(line, RIGHT, 183 - number * 4.4, 3.1, SOFT, align="right")
