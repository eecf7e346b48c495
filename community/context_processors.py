"""Context that every template may use."""

from django.http import HttpRequest

from community.display import display_of
from community.http import page_before
from community.models import Centre


def portal(request: HttpRequest) -> dict[str, object]:
    """The centre, the reader's elder mode step (0 is off), the colour scheme, and `here`: where the page stands.

    A refused form is shown at an address that may only take a POST: it stands where the form was opened.
    """
    display = display_of(request)
    is_read = request.method in ("GET", "HEAD")
    return {
        "centre": Centre.load(),
        "elder_mode": display.elder,
        "colour_scheme": display.scheme,
        "here": request.get_full_path() if is_read else page_before(request) or request.get_full_path(),
    }
