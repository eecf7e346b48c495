"""Forms without a CSRF token, for those that only change how pages look in the browser that sends them.

A token differs in each response and sets a cookie, so that readers could not share a page. Instead the browser's
headers say where a form comes from, and the session cookie (SameSite=Lax) is not sent from other sites.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

View = Callable[..., HttpResponse]


def from_our_pages(view: View) -> View:
    """Accept a form without a token, but answer 403 if the browser says that another site sent it."""

    @csrf_exempt
    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if comes_from_elsewhere(request):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return wrapped


def comes_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser names another site as the sender; a browser that names none is trusted.

    Checks Sec-Fetch-Site, which today's browsers send over HTTPS, then Origin, which all browsers have sent since
    about 2020, then Referer.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    sender = request.headers.get("Origin") or request.headers.get("Referer")
    if sender is None:
        return False
    try:
        named = urlsplit(sender)
    except ValueError:
        return True
    return (
        named.netloc != request.get_host() and f"{named.scheme}://{named.netloc}" not in settings.CSRF_TRUSTED_ORIGINS
    )
