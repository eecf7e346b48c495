"""What every template may use besides its own view's context."""

from django.http import HttpRequest

from community.models import Centre

ELDER_STEPS = {"1": 1, "2": 2}  # large text, and larger still


def portal(request: HttpRequest) -> dict[str, object]:
    """The centre, the reader's step of elder mode (0 is none), and the colour scheme asked for."""
    return {
        "centre": Centre.load(),
        "elder_mode": ELDER_STEPS.get(request.COOKIES.get("elder", ""), 0),
        "colour_scheme": request.COOKIES.get("scheme", "auto"),
    }
