"""What every template may use besides its own view's context."""

from django.http import HttpRequest

from community.display import display_of
from community.models import Centre


def portal(request: HttpRequest) -> dict[str, object]:
    """The centre, the reader's step of elder mode (0 is none), and the colour scheme asked for."""
    display = display_of(request)
    return {"centre": Centre.load(), "elder_mode": display.elder, "colour_scheme": display.scheme}
