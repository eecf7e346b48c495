"""The portrait face (竖排): 210 × 297 mm, columns from right to left, drawn character by character."""

from dataclasses import dataclass

from PIL import Image

from community.certificates.faces import ornaments
from community.certificates.faces.canvas import Canvas, px
from community.certificates.faces.design import INK, PAPER, SOFT, Design, Said
from community.certificates.faces.lines import INDENT, balanced, broken, units
from community.certificates.faces.words import date_in_characters, filled

WIDTH, HEIGHT = 210.0, 297.0
TOP, BOTTOM = 38.0, 228.0
TITLE_AT, RULE_AT, NAME_AT = 173.0, 155.5, 143.5
LAST_COLUMN = 84.0  # signatory, date and seal stand to its left
PITCH = 1.15  # ems between the characters of a column
NAME_SIZES = (10.5, 9.0, 7.6, 6.4)
WORD_SIZES = (7.3, 6.7, 6.1, 5.5, 4.9)


def draw(design: Design, said: Said) -> Image.Image:
    """Draw the sheet. Raises ValueError if its text does not fit at the smallest size."""
    canvas = Canvas(Image.new("RGB", (px(WIDTH), px(HEIGHT)), PAPER))
    ornaments.border(canvas, design.border, design.accent, design.gold)
    size = 19.0 if len(design.title) <= 5 else 13.0
    canvas.column(design.title, TITLE_AT, TOP, size, design.accent, heavy=True, pitch=size * 1.38)
    canvas.line(RULE_AT, 28, RULE_AT, 233, design.gold, 0.3)
    _words(canvas, design, said)
    _signed(canvas, design, said)
    _foot(canvas, design, said)
    return canvas.image


@dataclass(frozen=True, slots=True)
class _Set:
    """The name and text in columns, at the largest sizes that fit to the right of `LAST_COLUMN`."""

    names: list[str]
    name_size: float
    columns: list[str]
    size: float

    @property
    def right(self) -> float:
        """Where the columns to the left of the name begin."""
        return NAME_AT - (len(self.names) - 1) * self.name_size * 1.35 - 17

    @property
    def step(self) -> float:
        return self.size * 1.68


def check(design: Design, said: Said) -> None:
    """Raise ValueError if the text does not fit, without drawing anything."""
    _set(design, said)


def _set(design: Design, said: Said) -> _Set:
    names, name_size = _name_columns(said.name)
    words = INDENT + filled(design.words, said.fields)
    for size in WORD_SIZES:
        chosen = _Set(names, name_size, balanced(words, (BOTTOM - TOP) / (size * PITCH)), size)
        if chosen.right - (len(chosen.columns) - 1) * chosen.step >= LAST_COLUMN:
            return chosen
    raise ValueError("too_long")


def _name_columns(name: str) -> tuple[list[str], float]:
    """The name, or all names, in at most three columns, at the largest size that fits."""
    for size in NAME_SIZES:
        columns = broken(name, (BOTTOM - TOP) / (size * PITCH))
        if len(columns) <= (1 if size > NAME_SIZES[-1] else 3):
            return columns, size
    raise ValueError("too_long")


def _words(canvas: Canvas, design: Design, said: Said) -> None:
    chosen = _set(design, said)
    for number, each in enumerate(chosen.names):
        size = chosen.name_size
        canvas.column(each, NAME_AT - number * size * 1.35, TOP, size, INK, pitch=size * PITCH)
    for number, each in enumerate(chosen.columns):
        size = chosen.size
        canvas.column(each, chosen.right - number * chosen.step, TOP, size, INK, pitch=size * PITCH)


def _signed(canvas: Canvas, design: Design, said: Said) -> None:
    """Draw signatory and date, which end at the same height, with the seal below."""
    for x, text, size in ((71.5, design.signatory, 6.3), (58.5, date_in_characters(said.day), 5.8)):
        high = sum(1 if len(unit) == 1 else len(unit) * 0.6 for unit in units(text)) * size * 1.12
        canvas.column(text, x, 196 - high, size, INK)
    if said.seal:
        ornaments.official_seal(canvas, said.seal, 65, 190)
    elif design.seal_words:
        ornaments.seal(canvas, design.seal_words, 65, 214, design.accent)


def _foot(canvas: Canvas, design: Design, said: Said) -> None:
    ornaments.qr_code(canvas, said.address, 26, 229, 35)
    canvas.text("扫码验真", 43.5, 266.6, 3.6, INK, align="middle")
    canvas.text(said.code, 43.5, 270.6, 2.5, SOFT, align="middle")
    canvas.text(filled(design.number_line, said.fields), 184, 260.5, 4.4, INK, align="right")
    for number, line in enumerate(said.lines_at_foot(design)):
        canvas.text(line, 184, 270.6 - number * 4, 3.1, SOFT, align="right")
