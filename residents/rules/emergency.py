"""What counts as a number that somebody can ring in an emergency."""

import re

MOST_CONTACTS = 3  # of one resident: whoever stands fourth is never rung
_NUMBER = re.compile(r"(1\d{10}|0\d{9,11}|[2-9]\d{6,7}|\+\d{8,17})")


def tidy_number(typed: str) -> str | None:
    """A number without what people write between its digits: mobile, landline, or abroad with a plus; else None."""
    number = re.sub(r"[\s\-()（）—]", "", typed.translate(str.maketrans("０１２３４５６７８９＋", "0123456789+")))
    return number if _NUMBER.fullmatch(number) else None
