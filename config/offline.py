"""Offline use on phones: a service worker, an offline page, and a web app manifest."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from config import error_pages


@require_safe
@cache_control(max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """The offline page. The service worker caches one copy for everyone on this phone, so its order of languages is
    fixed.
    """
    return error_pages.page(error_pages.OFFLINE, status=200, languages=["zh-hans", "en"])


@require_safe
@cache_control(no_cache=True)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The service worker, served from the root, because it only controls paths below its own."""
    return HttpResponse(render_to_string("errors/sw.js"), content_type="text/javascript")


@require_safe
@cache_control(max_age=3600)
def manifest(request: HttpRequest) -> JsonResponse:
    """The manifest for adding the portal to a home screen."""
    return JsonResponse(
        {
            "name": _("Last Metre"),
            "short_name": _("Last Metre"),
            "start_url": "/",
            "display": "standalone",
            "background_color": "#faf6ef",
            "theme_color": "#a9261d",
            "icons": [{"src": static("icons/app.svg"), "sizes": "any", "type": "image/svg+xml"}],
        },
        content_type="application/manifest+json",
    )
