"""Helpers for requests and responses."""

from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from community.errors import DomainError
from community.models import User


class UserRequest(HttpRequest):
    """A request by a user who is logged in; for the signatures of such views."""

    user: User


def client_address(request: HttpRequest) -> str:
    """The client's address, behind as many proxies as `TRUSTED_PROXIES` says.

    Each proxy appends the address that it saw to X-Forwarded-For; anything before those can be forged by the client.
    """
    proxies = settings.TRUSTED_PROXIES
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    if proxies and len(seen) >= proxies:
        return seen[-proxies]
    return str(request.META.get("REMOTE_ADDR", ""))


def safe_next(request: HttpRequest, default: str | None = None) -> str:
    """The `next` address of the form or query if it is a path of ours, otherwise `default`.

    The default for `default` is the page after log-in. Every `next` of the portal is checked here.
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    is_path = wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if is_path else resolve_url(default or settings.LOGIN_REDIRECT_URL)


def whole_number(typed: str) -> int:
    """The number in an address or a form; 0, which is never a primary key, if it is invalid or out of range."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def public_address(path: str) -> str:
    """The absolute address of a page, for QR codes, calendars and messages.

    Built from the setting `SITE_URL`, never from the request, whose Host header the sender controls.
    """
    return settings.SITE_URL + path


def answer(
    request: HttpRequest,
    template: str,
    context: Mapping[str, Any],
    *,
    error: DomainError | None = None,
    form: BaseForm | None = None,
) -> HttpResponse:
    """Render a page with the status of the service's refusal, 422 if the form has errors, or else 200."""
    status = error.status if error else 422 if form is not None and form.errors else 200
    return render(request, template, dict(context), status=status)


def calendar_response(calendar: bytes) -> HttpResponse:
    """An iCalendar response that caches must revalidate, and whose address is not sent as a referrer."""
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response
