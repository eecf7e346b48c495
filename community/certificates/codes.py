"""Certificate codes: 80 random bits that can be read aloud and typed; see `community.references`."""

from community.references import grouped as grouped
from community.references import is_reference, new_reference
from community.references import typed as typed

LENGTH = 16  # characters of 5 bits each


def new_code(length: int = LENGTH) -> str:
    """A random code, without the dashes that pages show between its groups."""
    return new_reference(length)


def is_code(code: str) -> bool:
    """Whether a text has the format of a code."""
    return is_reference(code, LENGTH)
