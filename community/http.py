"""Requests as our views see them."""

from django.conf import settings
from django.http import HttpRequest

from community.models import User


class UserRequest(HttpRequest):
    """The request of somebody who is logged in; for the signatures of such views."""

    user: User


def client_address(request: HttpRequest) -> str:
    """The address that a request came from, past as many proxies as `TRUSTED_PROXIES` says.

    Each proxy adds the address that it saw to the end of X-Forwarded-For; what stands
    before those is the client's own invention.
    """
    proxies = settings.TRUSTED_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))
