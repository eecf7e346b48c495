"""Breaking text into lines as Chinese is set: no line begins with a comma or ends with an opening bracket."""

import re

NOT_FIRST = frozenset("，。、；：！？）》〉」』”’…—·")
NOT_LAST = frozenset("（《〈「『“‘")
INDENT = "\u3000\u3000"
# What stands for a sign in a column read from above.
UPRIGHT = str.maketrans("，、。：；！？（）《》〈〉「」『』“”‘’—…", "︐︑︒︓︔︕︖︵︶︽︾︿﹀﹁﹂﹃﹄﹃﹄﹁﹂︱︙")
# Latin words and numbers stay together, a sum with its sign of the yuan, and lie on their side in a column.
_UNITS = re.compile(r"[!-~\u00a5\u00c0-\u024f]+|.", re.DOTALL)


def units(text: str) -> list[str]:
    """The pieces that are never broken: one Chinese character, or one Latin word or number."""
    return _UNITS.findall(text)


def width_of(unit: str) -> float:
    """About how wide a unit is, in ems."""
    return len(unit) * 0.56 if len(unit) > 1 or unit.isascii() else 1.0


def broken(text: str, ems: float) -> list[str]:
    """The text in lines of at most `ems`, where it can be helped; a sign that may not begin a line hangs at its end."""
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
    """Lines of about the same length: as many as `broken` needs, and none that ends with one lonely word."""
    count = len(broken(text, ems))
    narrow = ems
    while narrow > ems * 0.6 and len(broken(text, narrow - 0.5)) == count:
        narrow -= 0.5
    return broken(text, narrow)
