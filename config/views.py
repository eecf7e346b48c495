"""Pages that belong to no app."""

import time

from django.db import Error
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from config import clock

STARTED_AT = time.monotonic()


@never_cache
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """200 if the database answers and the worker is alive, 503 otherwise; for load balancers and monitoring."""
    try:
        is_alive = clock.is_worker_alive(started_at=STARTED_AT)
    except Error:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    if not is_alive:
        return HttpResponse("worker silent\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should ignore: logins, staff pages, and certificates."""
    kept_out = ("/admin/", "/accounts/", "/desk/", "/c/", "/classes/certificates/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
