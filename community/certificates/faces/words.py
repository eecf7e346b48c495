"""Text of a face: Chinese dates and numbers, and templates with their fields filled in."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

DIGITS = "〇一二三四五六七八九"
_FIELD = re.compile(r"\{([a-z_]*)\}")


def date_in_characters(day: date) -> str:
    """A date as written on certificates: 二〇二六年十一月二十三日."""
    year = "".join(DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{_below_hundred(day.month)}月{_below_hundred(day.day)}日"


def _below_hundred(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{DIGITS[tens]}十") + (DIGITS[ones] if ones else "")


def fields_in(words: str) -> set[str]:
    """The fields that a text names in braces."""
    return set(_FIELD.findall(words))


def filled(words: str, facts: Mapping[str, str]) -> str:
    """The text with its fields filled in; a field without a value leaves nothing behind."""
    return _FIELD.sub(lambda found: str(facts.get(found[1], "")), words)


def found_in(words: str, forbidden: Iterable[str]) -> list[str]:
    """The forbidden words that a text contains."""
    return [each for each in forbidden if each in words]
