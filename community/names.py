"""People's names: stored as written, found by pinyin, and masked for staff who only read."""

import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

_SPACES = re.compile(r"\s+")


def clean_name(name: str) -> str:
    """The name without control characters and surplus spaces, in any script.

    The middle dot of names such as 阿依古丽·买买提 is typed in several ways; all become U+00B7.
    """
    name = "".join(character for character in name if unicodedata.category(character) != "Cc")
    name = re.sub("[•‧∙⋅・･]", "·", name)
    return _SPACES.sub(" ", name).strip()


@cache
def load_pinyin() -> None:
    """Load the pinyin dictionaries before gunicorn forks, so that its processes share them; the worker hardly needs
    them.

    They consist of 144,000 lists, nearly all equal to one of a thousand; sharing equal lists takes 20 MB instead of
    55.
    """
    os.environ.setdefault("PYPINYIN_NO_DICT_COPY", "true")
    from pypinyin.constants import PHRASES_DICT  # noqa: PLC0415 - the dictionaries are heavy

    known: dict[tuple[str, ...], list[str]] = {}
    for phrase, syllables in PHRASES_DICT.items():
        PHRASES_DICT[phrase] = [known.setdefault(tuple(each), each) for each in syllables]


def pinyin_key(name: str) -> str:
    """The search key of a name: its full pinyin and its initials, in lower case.

    周平 gives `zhouping zp`; a name without Han characters gives itself and its initials.
    """
    load_pinyin()
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - see load_pinyin

    full = "".join(lazy_pinyin(name)).lower()
    initials = "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)).lower()
    return f"{full} {initials}".replace("·", "")


def mask_name(name: str) -> str:
    """A name as strangers may see it: the first character, and `*` for the rest."""
    return name[:1] + "*" * min(len(name) - 1, 2)


_masking: ContextVar[bool] = ContextVar("masking", default=False)


@contextmanager
def names_masked(masked: bool) -> Iterator[None]:
    """Whether `shown_name` masks inside this block: a staff page is rendered in one, for its reader."""
    token = _masking.set(masked)
    try:
        yield
    finally:
        _masking.reset(token)


def are_names_masked() -> bool:
    """Whether the page that is being rendered is for somebody who may not read names."""
    return _masking.get()


def shown_name(name: str) -> str:
    """A neighbour's name as the reader of the page may see it (`community.registers.staff.reads_names`)."""
    return mask_name(name) if _masking.get() else name


def mask_email(address: str) -> str:
    """An e-mail address with the local part hidden: z***@example.com."""
    return f"{address[:1]}***{address[address.rfind('@') :]}" if "@" in address else "***"


def mask_phone(phone: str) -> str:
    """A phone number with its middle hidden: 138****1234."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 7 else "****"
