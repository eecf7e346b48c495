"""Builds the bundled fonts from the folders of their packages; only called by `script/fonts`.

`serif.woff2` has the 8,105 characters of 通用规范汉字表, GB 2312, the common half of Big5, Latin letters and both
kinds of punctuation; `heavy.woff2` has the first 3,755 of GB 2312, for titles; `rare.woff2` has what LXGW WenKai
covers beyond Noto, including 𪨧, 𱁬 and 𰻝.
"""

import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FOLDER = Path(__file__).resolve().parent
AT_MOST = 6_200_000  # bytes in total
SIGNS = (
    *(range(0x20, 0x250), range(0x2010, 0x2030), range(0x3000, 0x3020), range(0xFE10, 0xFE1A)),
    *(range(0xFE30, 0xFE50), range(0xFF01, 0xFF5F)),
)
IDEOGRAPHS = 0x3400  # the level 1 characters
DROPPED = ["GSUB", "GPOS", "GDEF", "BASE", "vhea", "vmtx", "VORG", "DSIG"]


def main(noto: Path, lxgw: Path) -> None:
    """Write the three fonts and their licences into this folder."""
    signs = {code for each in SIGNS for code in each}
    listed = {ord(each) for each in (FOLDER / "tongyong-8105.txt").read_text(encoding="utf-8") if each != "\n"}
    common = listed | signs | two_bytes("gb2312", range(0xB0, 0xF8)) | two_bytes("big5", range(0xA4, 0xC7))
    medium, black = noto / "500Medium/NotoSerifSC_500Medium.ttf", noto / "900Black/NotoSerifSC_900Black.ttf"
    rare = lxgw / "files/lxgw-wenkai-latin-500-normal.woff2"
    in_serif = common & characters(medium)
    if listed - in_serif:
        raise SystemExit("The serif lacks characters of 通用规范汉字表.")
    make(medium, "serif", in_serif)
    make(black, "heavy", (two_bytes("gb2312", range(0xB0, 0xD8)) | set(range(0x20, 0x7F))) & characters(black))
    make(rare, "rare", {code for code in characters(rare) if code >= IDEOGRAPHS} - characters(medium))
    shutil.copy(noto / "LICENSE_FONT", FOLDER / "OFL-noto-serif-sc.txt")
    shutil.copy(lxgw / "LICENSE", FOLDER / "OFL-lxgw-wenkai.txt")
    size = sum(path.stat().st_size for path in FOLDER.glob("*.woff2"))
    if size > AT_MOST:
        raise SystemExit(f"The fonts are {size} bytes, more than {AT_MOST}.")


def two_bytes(encoding: str, leads: Iterable[int]) -> set[int]:
    """The code points of an encoding's two-byte characters whose first byte is one of `leads`."""
    pairs = (bytes([lead, trail]).decode(encoding, "ignore") for lead in leads for trail in range(0x40, 0xFF))
    return {ord(each) for each in pairs if len(each) == 1 and ord(each) >= IDEOGRAPHS}


def characters(path: Path) -> set[int]:
    """The code points that a font covers."""
    return set(TTFont(path, lazy=True).getBestCmap())


def make(source: Path, name: str, codes: set[int]) -> None:
    """Write a subset without hinting and layout tables, which drawing at 300 dpi does not need."""
    options = subset.Options()
    options.flavor, options.hinting, options.layout_features = "woff2", False, []
    options.drop_tables += DROPPED
    options.notdef_outline = True
    font = subset.load_font(str(source), options)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=codes)
    cutter.subset(font)
    subset.save_font(font, str(FOLDER / f"{name}.woff2"), options)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
