"""An A4 sheet at 300 dpi, measured in millimetres, and drawing text on it."""

from dataclasses import dataclass

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from community.certificates.faces import fonts
from community.certificates.faces.lines import UPRIGHT, units

DPI = 300
BASELINE = 0.38  # ems from the middle of a character to its baseline


def px(millimetres: float) -> int:
    """Convert millimetres to pixels."""
    return round(millimetres * DPI / 25.4)


@dataclass
class Canvas:
    """The sheet. `x` and `y` are millimetres from its top left corner; text sizes are millimetres per em."""

    image: Image.Image

    def __post_init__(self) -> None:
        self.pen = ImageDraw.Draw(self.image)

    def width(self, text: str, size: float, *, heavy: bool = False, spacing: float = 0) -> float:
        """The width of a line."""
        pixels = sum(self._advance(each, size, heavy) for each in text)
        return pixels * 25.4 / DPI + spacing * max(len(text) - 1, 0)

    def text(
        self,
        text: str,
        x: float,
        y: float,
        size: float,
        colour: str,
        *,
        align: str = "left",
        heavy: bool = False,
        spacing: float = 0,
    ) -> None:
        """Draw a line of text vertically centred on `y`; aligned `left`, `middle` or `right` of `x`."""
        whole = self.width(text, size, heavy=heavy, spacing=spacing)
        left = x - {"left": 0.0, "middle": whole / 2, "right": whole}[align]
        at, baseline = float(px(left)), px(y + BASELINE * size)
        for character in text:
            font = self._font(character, size, heavy)
            if font is not None:
                self.pen.text((at, baseline), character, colour, font, anchor="ls")
            at += self._advance(character, size, heavy) + spacing * DPI / 25.4

    def column(
        self, text: str, x: float, y: float, size: float, colour: str, *, heavy: bool = False, pitch: float = 0
    ) -> float:
        """Draw a vertical column centred on `x`, its first character starting at `y`; returns where it ends."""
        step = pitch or size * 1.12
        for unit in units(text):
            if len(unit) > 1:
                y += self._lying(unit, x, y, size * 0.92, colour)
                continue
            character = unit.translate(UPRIGHT)
            if self._font(character, size, heavy) is None:
                character = unit
            self.text(character, x, y + size / 2, size, colour, align="middle", heavy=heavy)
            y += step
        return y

    def _lying(self, word: str, x: float, y: float, size: float, colour: str) -> float:
        """Draw a Latin word or number rotated by 90°; returns its length including a small gap."""
        long, high = self.width(word, size), size * 1.4
        strip = Image.new("L", (px(long), px(high)), 0)
        Canvas(strip).text(word, 0, high / 2, size, "white")
        turned = strip.rotate(-90, expand=True)
        self.image.paste(colour, (px(x - high / 2), px(y + size * 0.1)), turned)
        return long + size * 0.3

    def line(self, x1: float, y1: float, x2: float, y2: float, colour: str, thick: float = 0.3) -> None:
        """Draw a straight line."""
        self.pen.line((px(x1), px(y1), px(x2), px(y2)), colour, max(px(thick), 1))

    def frame(self, inset: float, colour: str, thick: float) -> None:
        """Draw a frame around the sheet, `inset` from its edge."""
        width, height = self.image.size
        edge = px(inset)
        self.pen.rectangle((edge, edge, width - edge - 1, height - edge - 1), outline=colour, width=max(px(thick), 1))

    @staticmethod
    def _font(character: str, size: float, heavy: bool) -> FreeTypeFont | None:
        return fonts.font_for(character, px(size), heavy=heavy)

    def _advance(self, character: str, size: float, heavy: bool) -> float:
        """The advance width; a character that no font has takes one em, to be filled in by brush."""
        font = self._font(character, size, heavy)
        return float(font.getlength(character)) if font else float(px(size))
