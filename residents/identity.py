"""Citizen identity numbers by GB 11643-1999: validation, conversion of old ones, birth date and sex.

Eighteen characters: six for the place, eight for the birth date, three for the sequence on that day (odd for men),
and a check character by ISO 7064 MOD 11-2, which may be X. Numbers from before 1999 have fifteen digits: a two-digit
year, and no check character.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
EARLIEST = date(1890, 1, 1)


class IdentityError(ValueError):
    """An invalid number. `code`: `length`, `characters`, `birth_date`, `checksum`, or `shape` for another document."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Identity:
    """A valid number of eighteen characters, and what it contains."""

    number: str
    birth_date: date
    sex: str  # "male" or "female"


def check_character(body: str) -> str:
    """The eighteenth character for the first seventeen digits."""
    return CHECKS[sum(int(digit) * weight for digit, weight in zip(body, WEIGHTS, strict=True)) % 11]


def tidy(typed: str) -> str:
    """Normalise a typed number: no spaces and hyphens, half-width characters and a capital X."""
    return re.sub(r"[\s\-‐–—·']", "", unicodedata.normalize("NFKC", typed)).upper()


def parse(typed: str) -> Identity:
    """Parse a number of eighteen characters or fifteen digits. Raises `IdentityError`."""
    number = tidy(typed)
    if len(number) not in (15, 18):
        raise IdentityError("length")
    if not re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X]", number):
        raise IdentityError("characters")
    if len(number) == 15:
        # Fifteen-digit numbers were only issued to people born before 2000.
        body = f"{number[:6]}19{number[6:]}"
        number = body + check_character(body)
    elif check_character(number[:17]) != number[17]:
        raise IdentityError("checksum")
    try:
        birth_date = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError as error:
        raise IdentityError("birth_date") from error
    if birth_date < EARLIEST or birth_date > date.today():
        raise IdentityError("birth_date")
    return Identity(number, birth_date, "male" if int(number[16]) % 2 else "female")


def mask(number: str) -> str:
    """A masked number: the first two digits and the last two characters; fewer of a short one."""
    shown = 2 if len(number) >= 15 else 1
    return f"{number[:shown]}{'*' * (len(number) - shown - 2)}{number[-2:]}" if number else ""
