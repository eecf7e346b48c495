"""The portal's own middleware."""

from collections.abc import Callable, Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import ResolverMatch, reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from community.accounts import second_factor, sessions, typed
from community.models import User
from config import error_pages

GetResponse = Callable[[HttpRequest], HttpResponse]
View = Callable[..., HttpResponse]


class RefuseNulBytes:
    """Answers 400 to text with NUL bytes, which PostgreSQL cannot store and nobody types."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if "\x00" in request.path or _holds_nul(request.GET) or (request.method == "POST" and _holds_nul(request.POST)):
            raise SuspiciousOperation("NUL byte in the request")
        return self.get_response(request)


def _holds_nul(fields: QueryDict) -> bool:
    return any("\x00" in key or any("\x00" in value for value in values) for key, values in fields.lists())


class KnowTheReader(AuthenticationMiddleware):
    """Django's AuthenticationMiddleware, with the user from the session's own query."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        request.user = SimpleLazyObject(lambda: sessions.user_of(request))  # type: ignore[assignment]


class KeepPrivatePagesPrivate:
    """Pages of logged-in users are not stored by proxies or by a shared computer's browser."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if "Cache-Control" not in response and request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response


class LeadOn:
    """Whoever opens the address of a button, such as from the browser's history, sees a page that leads on."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or request.method != "GET":
            return response
        led = error_pages.not_a_page(request)
        led["Allow"] = response["Allow"]
        return led


class EndStaffSessions:
    """Ends staff sessions by age and inactivity, with a message, and records when other sessions were used."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        # Requests without a session cookie must not touch the session, so that their responses do not vary by cookie.
        user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        if isinstance(user, User):
            now = timezone.now()
            if sessions.is_over(request.session, user, now):
                logout(request)
                messages.info(request, _("You were logged out for security. Please log in again."))
            else:
                sessions.note_seen(request.session, user, now)
        return self.get_response(request)


class AskSecondFactor:
    """Requires staff to verify the second factor before anything else."""

    # The pages that the first factor alone opens.
    OPEN = frozenset({"second_factor", "enrol_app", "log_out", "set_language", "set_display", "privacy", "healthz"})
    CEREMONIES = "otp_webauthn"

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: object, args: object, kwargs: object) -> HttpResponse | None:
        user = request.user if settings.SESSION_COOKIE_NAME in request.COOKIES else None
        # Registering the first passkey requires the password, as an app does, so only authentication is open.
        if not isinstance(user, User) or not second_factor.is_needed(user) or user.is_verified():
            return None
        match = request.resolver_match
        is_open = match is not None and (match.url_name in self.OPEN or self._proves(match))
        return None if is_open else redirect_to_login(request.get_full_path(), login_url=reverse("second_factor"))

    def _proves(self, match: ResolverMatch) -> bool:
        return match.namespace == self.CEREMONIES and "registration" not in (match.url_name or "")


class KeepWhatWasTyped:
    """Saves form input when the login had expired, so that it can be sent after logging in again."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if typed.was_sent_to_log_in(request, response) and typed.keep(request):
            if typed.holds_words(request):
                messages.info(request, _("Please log in to go on: what you typed is saved."))
            else:
                messages.info(request, _("Please log in to go on."))
        return response

    def process_view(
        self, request: HttpRequest, view: View, args: Sequence[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        # Requests without a session cookie have nothing saved, and must not touch the session.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        kept = typed.kept_for(request)
        if kept is None:
            return None
        if request.method == "POST":
            typed.forget(request)
            return None
        kept["texts"] = typed.labelled(kept["texts"], _page_of(view, request, args, kwargs))
        return render(request, "accounts/typed.html", {"kept": kept})


def _page_of(view: View, request: HttpRequest, args: Sequence[Any], kwargs: dict[str, Any]) -> str:
    """What a view shows; nothing if it has no page for this reader."""
    try:
        response = view(request, *args, **kwargs)
    except (Http404, PermissionDenied):
        return ""
    return "" if response.streaming else response.content.decode(errors="replace")
