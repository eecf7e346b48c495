"""Helpers for requests and responses."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required, permission_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme

from community.errors import DomainError
from community.models import User


class UserRequest(HttpRequest):
    """A request by a user who is logged in; for the signatures of such views."""

    user: User


def permitted(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Restrict a view to users with a permission: 403 for others, and the login page for anonymous visitors."""
    check = permission_required(permission, raise_exception=True)
    return lambda view: login_required(check(view))


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


def page_before(request: HttpRequest) -> str:
    """The address of our page from which the request came; empty if it came from elsewhere, or nobody says."""
    before = request.META.get("HTTP_REFERER", "")
    if not url_has_allowed_host_and_scheme(before, {request.get_host()}, require_https=request.is_secure()):
        return ""
    parts = urlsplit(before)
    path = "/" + parts.path.lstrip("/\\")  # two slashes would name another host
    return f"{path}?{parts.query}" if parts.query else path


class Attempt:
    """Runs a service in a `with`: a refusal ends the block, is kept as `error`, and shown by the form, if given,
    beside its `field` or at its top.
    """

    def __init__(self, form: BaseForm | None = None, field: str | None = None) -> None:
        self.form, self.field = form, field
        self.error: DomainError | None = None

    def __enter__(self) -> None:
        pass

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if not isinstance(error, DomainError):
            return False
        self.error = error
        if self.form is not None:
            self.form.add_error(self.field, error.message)
        return True


def after(
    request: HttpRequest,
    change: Callable[[], object],
    show: Callable[[DomainError], HttpResponse],
    *,
    done: str | Promise = "",
    to: str,
) -> HttpResponse:
    """Run `change` and return to the previous page, or to `to`; refusals are shown by `show`."""
    tried = Attempt()
    with tried:
        change()
    return back(request, done, to=to) if tried.error is None else show(tried.error)


def back_with(request: HttpRequest, change: Callable[[], object], *, done: str | Promise = "", to: str) -> HttpResponse:
    """Like `after`, for a button whose refusal is shown on the page that it returns to."""
    try:
        change()
    except DomainError as error:
        messages.error(request, error.message)
        done = ""
    return back(request, done, to=to)


def back(request: HttpRequest, done: str | Promise, *, to: str) -> HttpResponse:
    """Return to the previous page, or to `to`, and say there what was done."""
    if done:
        messages.success(request, str(done))
    return redirect(safe_next(request, to))


def calendar_response(calendar: bytes) -> HttpResponse:
    """An iCalendar response that caches must revalidate, and whose address is not sent as a referrer."""
    response = HttpResponse(calendar, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response
