"""Pages that belong to no app."""

from django.db import Error, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe


@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers, 503 when not; for load balancers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return HttpResponse("database unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines leave alone: logins, staff, and certificates."""
    kept_out = ("/admin/", "/accounts/", "/desk/", "/c/", "/classes/certificates/")
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in kept_out)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")
