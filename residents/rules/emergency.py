"""Valid phone numbers for emergency contacts."""

import re

MOST_CONTACTS = 3  # per resident, because a fourth one would never be rung
_NUMBER = re.compile(r"(1\d{10}|0\d{9,11}|[2-9]\d{6,7}|\+\d{8,17})")


def tidy_number(typed: str) -> str | None:
    """A mobile, landline or international number without separators; None for anything else."""
    number = re.sub(r"[\s\-()（）—]", "", typed.translate(str.maketrans("０１２３４５６７８９＋", "0123456789+")))
    return number if _NUMBER.fullmatch(number) else None
