"""Error pages, always in both languages, the reader's first.

They do not use the database, so that they also work while it is the problem.
"""

import sys
from contextlib import suppress

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from community.display import display_of
from community.faults import is_away, is_busy
from community.http import page_before

RETRY_AFTER = 30  # seconds
PAGES: dict[int, tuple[Promise, Promise]] = {
    400: (
        _("This request did not reach us completely"),
        _("Please go back, reload the page and try again."),
    ),
    403: (
        _("This page is not open to you"),
        _("Perhaps another login may see it. If you think it should be yours, ask at the front desk."),
    ),
    404: (
        _("There is nothing at this address"),
        _("The link may be old or mistyped. The home page leads to everything we have."),
    ),
    405: (
        _("There is no page at this address"),
        _("It belongs to a button. Please go to the page, and press it there."),
    ),
    409: (
        _("Someone else is changing this right now"),
        _("Nothing was changed. Please go back and try again in a moment."),
    ),
    429: (
        _("Too many tries"),
        _("Please wait a quarter of an hour and try again, or log in with a code. Nothing is lost."),
    ),
    500: (
        _("Something broke on our side"),
        _("It is not your fault. Please try again in a few minutes; your bookings are safe."),
    ),
    503: (
        _("We will be back in a moment"),
        _("The portal cannot reach its data just now. Please try again in a minute; your bookings are safe."),
    ),
}
STALE_FORM = (
    _("This form has been open too long"),
    _("Nothing was sent. Please go back, reload the page and send it again."),
)
OFFLINE = (
    _("You are offline"),
    _("Your phone has no connection just now. Please try again when it is back."),
)


def reading_order() -> list[str]:
    """Both languages, the reader's first."""
    return ["en", "zh-hans"] if (get_language() or "").startswith("en") else ["zh-hans", "en"]


def page(
    texts: tuple[Promise, Promise],
    *,
    status: int,
    request: HttpRequest | None = None,
    languages: list[str] | None = None,
    back: str = "",
) -> HttpResponse:
    """A page with `texts`, a title and some advice, and the status `status`, in the colours that `request` asks for.

    It links to the page `back`, if there is one, and to the home page.
    """
    context = {
        "title": texts[0],
        "advice": texts[1],
        "status": status,
        "languages": languages or reading_order(),
        "scheme": display_of(request).scheme if request else "",
        "back": back,
    }
    return HttpResponse(render_to_string("errors/error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(PAGES[400], status=400, request=request)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(PAGES[403], status=403, request=request)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return page(PAGES[404], status=404, request=request)


def not_a_page(request: HttpRequest) -> HttpResponse:
    """The page for an address that only takes what a button sends: it leads to the page above it."""
    return page(PAGES[405], status=405, request=request, back=_page_above(request.path))


def _page_above(path: str) -> str:
    """The address of the nearest page above an address: of /classes/3/enrol/ that is /classes/3/."""
    while path != "/":
        path = path[: path.rstrip("/").rfind("/") + 1] or "/"
        with suppress(Resolver404):
            resolve(path)
            return path
    return path


def too_many_tries(
    request: HttpRequest, original_response: HttpResponse | None = None, credentials: dict | None = None
) -> HttpResponse:
    """The page after too many failed log-ins, for django-axes."""
    return page(PAGES[429], status=429, request=request)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page for any uncaught error in a view, a template or a middleware.

    Rows locked by someone else are a 409, an unreachable database is a 503 with `Retry-After`; everything else is a
    500.
    """
    error = sys.exc_info()[1]
    if is_busy(error):
        return page(PAGES[409], status=409, request=request, back=page_before(request))
    if is_away(error):
        response = page(PAGES[503], status=503, request=request)
        response["Retry-After"] = str(RETRY_AFTER)
        response["Cache-Control"] = "no-store"
        return response
    return page(PAGES[500], status=500, request=request)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return page(STALE_FORM, status=403, request=request, back=page_before(request))
