"""Reading responses independently of the white space in templates."""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from django.http import HttpResponse

from community.templatetags.dates import plain


def markup(response: HttpResponse) -> str:
    """The HTML of a response with white space as a browser treats it: runs collapsed, none beside tags, no joiners."""
    return squeezed(plain(response.content.decode()))


def squeezed(page: str) -> str:
    """HTML with each run of white space as one space, and none beside a tag."""
    return re.sub(r" ?(<[^>]*>) ?", r"\1", re.sub(r"\s+", " ", page)).replace(" >", ">")


def words(response: HttpResponse) -> str:
    """The text of a response without tags."""
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", markup(response))))


def listed(faults: Mapping[Any, Any]) -> str:
    """All faults with their places, in full, so that a test that fails after minutes reports everything it found."""
    return "\n".join(f"{place}: {fault}" for place, fault in faults.items())
