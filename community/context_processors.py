"""What every template may use besides its own view's context."""

from django.http import HttpRequest

from community.models import Centre


def portal(request: HttpRequest) -> dict[str, object]:
    """The centre, and whether the reader asked for elder mode or a colour scheme."""
    return {
        "centre": Centre.load(),
        "elder_mode": request.COOKIES.get("elder") == "1",
        "colour_scheme": request.COOKIES.get("scheme", "auto"),
    }
