"""Small pieces of pages, rendered once for all that say the same.

A page that is rendered again after a change says mostly what it said before: a line of a long list is looked up here
instead.
"""

from collections.abc import Hashable
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

MOST = 4000  # per process, of some hundred bytes each


def piece(template: str, said: Hashable) -> SafeString:
    """A template that is given `said`, compared by its values, and nothing else but the language.

    What the piece says of the current time has to be among the values.
    """
    return _rendered(template, said, get_language())


@lru_cache(maxsize=MOST)
def _rendered(template: str, said: Hashable, language: str | None) -> SafeString:
    return render_to_string(template, {"said": said})
