"""How a reader wants pages shown, as two cookies say it: large text, and colours."""

from typing import NamedTuple

from django.http import HttpRequest

ELDER_STEPS = {"1": 1, "2": 2}  # large text, and larger still
SCHEMES = ("light", "dark", "auto")
COOKIES = ("elder", "scheme")


class Display(NamedTuple):
    """The step of elder mode, 0 for none, and the colour scheme; what a cookie says beyond these counts for nothing."""

    elder: int
    scheme: str


def display_of(request: HttpRequest) -> Display:
    """What this browser's cookies ask for."""
    scheme = request.COOKIES.get("scheme", "")
    return Display(ELDER_STEPS.get(request.COOKIES.get("elder", ""), 0), scheme if scheme in SCHEMES else "auto")
