"""Display settings: language, large text, colours. No login needed."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from community.accounts import services
from community.display import SCHEMES
from community.http import safe_next
from community.models import User
from community.same_origin import from_our_pages

YEAR = 60 * 60 * 24 * 365


@from_our_pages
@require_POST
def set_display(request: HttpRequest) -> HttpResponse:
    """Store `elder` (0 to 2) and `scheme` in cookies for a year; invalid values are ignored."""
    response = redirect(safe_next(request, "home"))
    if request.POST.get("elder") in ("0", "1", "2"):
        _remember(request, response, "elder", request.POST["elder"])
    if request.POST.get("scheme") in SCHEMES:
        _remember(request, response, "scheme", request.POST["scheme"])
    return response


@from_our_pages
@require_POST
def set_language(request: HttpRequest) -> HttpResponse:
    """Store the language in a cookie, and in the login if there is one."""
    response = redirect(safe_next(request, "home"))
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES) and check_for_language(language):
        remember_language(response, language)
        if isinstance(request.user, User):
            services.choose_language(user=request.user, language=language)
    return response


def asked_language(request: HttpRequest) -> str:
    """The language in the browser's cookie; empty if there is none or the portal does not offer it."""
    asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return asked if asked in dict(settings.LANGUAGES) else ""


def remember_language(response: HttpResponse, language: str) -> None:
    """Set the language cookie."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite="Lax",
        secure=settings.LANGUAGE_COOKIE_SECURE,
    )


def _remember(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
