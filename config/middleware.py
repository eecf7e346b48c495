"""What holds for every request and answer."""

from collections.abc import Callable

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

GetResponse = Callable[[HttpRequest], HttpResponse]


class RefuseNulBytes:
    """Answers 400 to text with NUL bytes, which PostgreSQL cannot store and nobody types."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or _holds_nul(request.GET) or (request.method == "POST" and _holds_nul(request.POST)):
            raise SuspiciousOperation("NUL byte in the request")
        return self.get_response(request)


def _holds_nul(fields: object) -> bool:
    return any("\x00" in key or any("\x00" in value for value in values) for key, values in fields.lists())  # type: ignore[attr-defined]


class KeepPrivatePagesPrivate:
    """Pages of somebody who is logged in are not stored: not by proxies, nor for the next reader of this computer."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response
