"""Context that every template may use."""

from django.http import HttpRequest

from community.display import display_of
from community.models import Centre


def portal(request: HttpRequest) -> dict[str, object]:
    """The centre, the reader's elder mode step (0 is off), and the colour scheme."""
    display = display_of(request)
    return {"centre": Centre.load(), "elder_mode": display.elder, "colour_scheme": display.scheme}
