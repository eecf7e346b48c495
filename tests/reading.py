"""A page as its reader meets it, whatever white space its template has."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.http import HttpResponse

from community.templatetags.dates import plain


def markup(response: HttpResponse) -> str:
    """The HTML of a page without what nobody sees: runs of white space are one space, none stands at a tag."""
    return squeezed(plain(response.content.decode()))


def squeezed(page: str) -> str:
    """HTML with each run of white space as one space, and none beside a tag."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"\s+", " ", page)).replace(" >", ">")


def words(response: HttpResponse) -> str:
    """What a page says: its text without tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", markup(response))))


def listed(faults: Mapping[Any, Any]) -> str:
    """What is wrong, place by place, whole: a test that fails after minutes says all that it found."""
    return "\n".join(f"{place}: {fault}" for place, fault in faults.items())
