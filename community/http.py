"""Requests as our views see them."""

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

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


def safe_next(request: HttpRequest, default: str | None = None) -> str:
    """Where the reader was going: `next` of the form or the address where it is a path of ours, else `default`.

    Without a default it is where logging in leads. Every `next` of the portal goes through here.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_path else resolve_url(default or settings.LOGIN_REDIRECT_URL)
