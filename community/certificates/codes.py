"""The code of a certificate: 80 random bits that can be read out and typed.

Crockford's base 32 has no I, L, O and U, so that nobody takes one sign for another.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16  # of 5 bits
GROUP = 4
_MISREAD = str.maketrans("OIL", "011")


def new_code(length: int = LENGTH) -> str:
    """A random code, without the dashes that pages put between its groups."""
    return "".join(secrets.choice(ALPHABET) for _each in range(length))


def grouped(code: str) -> str:
    """The code as people read it: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def typed(text: str) -> str:
    """What somebody typed, as codes are kept: capitals, no dashes or spaces, O as 0, I and L as 1."""
    return "".join(text.upper().split()).replace("-", "").translate(_MISREAD)


def is_code(code: str) -> bool:
    """Whether a text has the shape of a code at all."""
    return len(code) == LENGTH and set(code) <= set(ALPHABET)
