"""References that people read aloud, type and scan: of bookings, certificates and requests.

Crockford's base 32 has no I, L, O and U, so that characters are not confused.
"""

import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUP = 4
_MISREAD = str.maketrans("OIL", "011")


def new_reference(length: int) -> str:
    """A random reference of `length` characters, 5 bits each."""
    return "".join(secrets.choice(ALPHABET) for _each in range(length))


def grouped(reference: str) -> str:
    """A reference as people read it: ABCD-EFGH-JKMN-PQRS."""
    return "-".join(reference[start : start + GROUP] for start in range(0, len(reference), GROUP))


def typed(text: str) -> str:
    """Normalise a typed reference: upper case, no dashes or spaces, O as 0, I and L as 1."""
    return "".join(text.upper().split()).replace("-", "").translate(_MISREAD)


def is_reference(text: str, length: int) -> bool:
    """Whether a text has the format of a reference."""
    return len(text) == length and set(text) <= set(ALPHABET)
