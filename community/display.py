"""A reader's display settings, stored in two cookies: large text and colour scheme."""

from typing import NamedTuple

from django.http import HttpRequest

ELDER_STEPS = {"1": 1, "2": 2}  # large text, and extra large
SCHEMES = ("light", "dark", "auto")
COOKIES = ("elder", "scheme")


class Display(NamedTuple):
    """The elder mode step, 0 for off, and the colour scheme; invalid cookie values are ignored."""

    elder: int
    scheme: str


def display_of(request: HttpRequest) -> Display:
    """The display settings in this browser's cookies."""
    scheme = request.COOKIES.get("scheme", "")
    return Display(ELDER_STEPS.get(request.COOKIES.get("elder", ""), 0), scheme if scheme in SCHEMES else "auto")
