"""Phone numbers as people type them, and how they may be searched for."""

import re
import unicodedata
from collections.abc import Iterable

from django.db.models import Q

_SIGNS = frozenset(".()·−")
# Spaces, dashes, and the invisible marks around a number that is copied from a phone's contacts.
_KINDS = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Pd"})
_CHINA = re.compile(r"(?:\+|00)?86(?=1\d{10}$)", re.ASCII)


def plain_number(typed: str) -> str:
    """A number without what people type around its digits: full-width signs, spaces, dashes and +86 disappear."""
    text = unicodedata.normalize("NFKC", typed)
    text = "".join(sign for sign in text if sign not in _SIGNS and unicodedata.category(sign) not in _KINDS)
    return _CHINA.sub("", text)


def phones_like(paths: Iterable[str], typed: str, *, whole: bool) -> Q:
    """Filter by the last four digits, which every list shows, or by the `whole` number for those who may read it.

    Searching by other parts is not possible: eleven searches would reveal a number.
    """
    digits = plain_number(typed)
    lengths = (4, 11) if whole else (4,)
    if not (digits.isascii() and digits.isdecimal() and len(digits) in lengths):
        return Q(pk__in=[])
    ending = "" if len(digits) == 11 else "__endswith"
    return Q(*(Q((f"{path}{ending}", digits)) for path in paths), _connector=Q.OR)
