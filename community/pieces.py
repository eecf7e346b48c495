"""Small pieces of pages, rendered once for all that say the same.

A page that is rendered again after a change says mostly what it said before: a line of a long list is looked up here
instead.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

# Pieces kept per process: those of some hundred bytes, and long ones of some 10,000.
MOST, MOST_LONG = 4000, 200


def piece(template: str, said: Hashable, *, is_long: bool = False) -> SafeString:
    """A template that is given `said`, compared by its values, and nothing else but the language.

    What the piece says of the current time has to be among the values. A whole list `is_long`.
    """
    return (_long if is_long else _short)(template, said, get_language())


def _rendered(template: str, said: Hashable, language: str | None) -> SafeString:
    return render_to_string(template, {"said": said})


_short, _long = lru_cache(maxsize=MOST)(_rendered), lru_cache(maxsize=MOST_LONG)(_rendered)
