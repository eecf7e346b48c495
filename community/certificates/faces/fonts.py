"""Chooses a font for each character: the first one in the chain that has it, and never a missing-glyph box.

The chain is the bundled serif, the bundled rare characters, then what the operator put into `VAR_DIR/fonts`.
`script/fonts` builds the bundled ones.
"""

from functools import lru_cache
from pathlib import Path

from django.conf import settings
from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

BUNDLED = Path(__file__).resolve().parent.parent / "fonts"
SERIF, HEAVY, RARE = BUNDLED / "serif.woff2", BUNDLED / "heavy.woff2", BUNDLED / "rare.woff2"
SUFFIXES = {".ttf", ".otf", ".ttc", ".woff2"}
MOST_OPEN = 20  # open fonts of some 5 MB each, one per size; a face needs 14 of them
PROBE = 32  # pixels; the size at which glyphs are compared
NO_CHARACTER = "\U0010ffff"  # no font has a glyph for it
# Handled by the layout, or blank.
SPACES = frozenset(" \u3000\u00a0")


def own_fonts() -> Path:
    """The folder of fonts that the operator added."""
    return Path(settings.VAR_DIR) / "fonts"


def chain(*, heavy: bool = False) -> list[Path]:
    """The fonts in order of preference."""
    folder = own_fonts()
    own = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES) if folder.is_dir() else []
    return [*([HEAVY] if heavy else []), SERIF, RARE, *own]


@lru_cache(maxsize=MOST_OPEN)
def opened(path: Path, size: int) -> FreeTypeFont:
    """A font at a size in pixels; kept open, because loading one takes longer than drawing a face."""
    return ImageFont.truetype(str(path), size, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=40_000)
def has(path: Path, character: str) -> bool:
    """Whether a font has a glyph of its own for a character."""
    return _glyph(path, character) != _glyph(path, NO_CHARACTER)


def _glyph(path: Path, character: str) -> tuple[tuple[int, int], bytes]:
    mask = opened(path, PROBE).getmask(character, mode="L")
    return mask.size, bytes(mask)


def font_for(character: str, size: int, *, heavy: bool = False) -> FreeTypeFont | None:
    """The first font that has the character, at a size in pixels, or None."""
    path = _path_for(character, tuple(chain(heavy=heavy)))
    return opened(path, size) if path else None


@lru_cache(maxsize=40_000)
def _path_for(character: str, asked: tuple[Path, ...]) -> Path | None:
    if character in SPACES:
        return SERIF
    return next((path for path in asked if has(path, character)), None)


def missing(text: str) -> list[str]:
    """The distinct characters of a text that no font has."""
    asked = tuple(chain())
    return [each for each in dict.fromkeys(text) if each not in SPACES and _path_for(each, asked) is None]


def in_words(character: str) -> str:
    """A character with its code point, for messages to staff: “𪨧” (U+2AA27)."""
    return f"“{character}” (U+{ord(character):04X})"
