"""Line breaking for Chinese: no line begins with a comma or ends with an opening bracket."""

import re

NOT_FIRST = frozenset("，。、；：！？）》〉」』”’…—·")
NOT_LAST = frozenset("（《〈「『“‘")
INDENT = "\u3000\u3000"
# The vertical forms of punctuation.
UPRIGHT = str.maketrans("，、。：；！？（）《》〈〉「」『』“”‘’—…", "︐︑︒︓︔︕︖︵︶︽︾︿﹀﹁﹂﹃﹄﹃﹄﹁﹂︱︙")
# Latin words and numbers stay together, as does an amount with its ¥ sign, and are rotated in columns.
_UNITS = re.compile(r"[!-~\u00a5\u00c0-\u024f]+|.", re.DOTALL)


def units(text: str) -> list[str]:
    """The unbreakable units of a text: single Chinese characters, Latin words and numbers."""
    return _UNITS.findall(text)


def width_of(unit: str) -> float:
    """The approximate width of a unit, in ems."""
    return len(unit) * 0.56 if len(unit) > 1 or unit.isascii() else 1.0


def broken(text: str, ems: float) -> list[str]:
    """Break text into lines of at most `ems`, if possible; punctuation that may not begin a line hangs at its end."""
    lines: list[str] = []
    line, used = "", 0.0
    for unit in units(text):
        wide = width_of(unit)
        if line and used + wide > ems and unit not in NOT_FIRST:
            carried = ""
            while line and line[-1] in NOT_LAST:
                line, carried = line[:-1], line[-1] + carried
            lines.append(line)
            line, used = carried, sum(map(width_of, units(carried)))
        line, used = line + unit, used + wide
    return [*lines, line] if line else lines


def balanced(text: str, ems: float) -> list[str]:
    """Break text into lines of similar length: as few as `broken` needs, without a single word left on the last."""
    count = len(broken(text, ems))
    narrow = ems
    while narrow > ems * 0.6 and len(broken(text, narrow - 0.5)) == count:
        narrow -= 0.5
    return broken(text, narrow)
