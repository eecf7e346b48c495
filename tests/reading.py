"""A page as its reader meets it, whatever white space its template has."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.http import HttpResponse


def markup(response: HttpResponse) -> str:
    """The HTML of a page without the white space that a browser drops: runs are one space, none stands at a tag."""
    return squeezed(response.content.decode())


def squeezed(page: str) -> str:
    """HTML with each run of white space as one space, and none beside a tag."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"\s+", " ", page)).replace(" >", ">")


def words(response: HttpResponse) -> str:
    """What a page says: its text without tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", markup(response))))


def listed(faults: Mapping[Any, Any]) -> str:
    """What is wrong, place by place, whole: a test that fails after minutes says all that it found."""
    return "\n".join(f"{place}: {fault}" for place, fault in faults.items())
