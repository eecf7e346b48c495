"""Uploaded photos. They were checked and made anew when they came; see `community.photos`."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

CONTENT_TYPES = {".webp": "image/webp"}
PRIVATE = "private/"  # what an app serves itself, to whom it may concern
YEAR = 60 * 60 * 24 * 365


@require_safe
def photo(request: HttpRequest, path: str) -> FileResponse:
    """One public photo below MEDIA_ROOT; names are never used twice, so browsers may keep it for a year."""
    try:
        file = Path(safe_join(settings.MEDIA_ROOT, path))
    except (SuspiciousFileOperation, ValueError) as error:
        raise Http404 from error
    content_type = CONTENT_TYPES.get(file.suffix.lower())
    if content_type is None or not file.is_file() or file.is_relative_to(Path(settings.MEDIA_ROOT) / PRIVATE):
        raise Http404
    response = FileResponse(file.open("rb"), content_type=content_type)
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    response["Last-Modified"] = http_date(file.stat().st_mtime)
    return response
