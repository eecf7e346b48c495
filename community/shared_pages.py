"""Pages that everybody without a login sees the same."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control, patch_vary_headers

View = Callable[..., HttpResponse]

# Seconds that a proxy may keep such a page. A browser asks each time, and is mostly told
# that nothing changed: what somebody just did is there when they look again.
PROXY_KEEPS = 5


def seen_by_everybody(view: View) -> View:
    """A page that may be shared by all who bring no login and are told nothing: proxies may keep it for seconds."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        if is_anybody(request) and response.status_code == 200 and not _is_marked(request):
            patch_cache_control(response, public=True, max_age=0, s_maxage=PROXY_KEEPS)
            patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response

    return wrapped


def is_anybody(request: HttpRequest) -> bool:
    """Whether a page can be the same as for anybody else: it is only looked at, without a session or a message."""
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method in ("GET", "HEAD") and own.isdisjoint(request.COOKIES)


def _is_marked(request: HttpRequest) -> bool:
    """Whether the answer brings a cookie after all: of a session, or with the token of a form."""
    return request.session.modified or bool(request.META.get("CSRF_COOKIE_NEEDS_UPDATE"))
