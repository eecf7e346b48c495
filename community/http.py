"""Requests as our views see them, and how they answer."""

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


def whole_number(typed: str) -> int:
    """The number that an address or a form names; 0, which is no key, for what is none or what no column holds."""
    return int(typed) if typed.isdecimal() and len(typed) < 19 else 0


def public_address(path: str) -> str:
    """A page's whole address, for QR codes, calendars and messages.

    It rests on the setting `SITE_URL`, never on the request: whoever sends one chooses its host.
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
    """A page with its status: that of what a service refused, else 422 where the form has errors, else 200."""
    status = error.status if error else 422 if form is not None and form.errors else 200
    return render(request, template, dict(context), status=status)


def calendar_response(calendar: bytes) -> HttpResponse:
    """An iCalendar file that caches ask for anew, and whose address goes to nobody else."""
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response
