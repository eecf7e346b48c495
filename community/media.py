"""Serving uploaded photos and files, which were checked and re-encoded on upload; see `community.photos`.

Public photos are served by path. For those below `PRIVATE` an app's view decides who may read them and answers with
`private_photo` or `private_file`, which caches must not store.
"""

from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.http import FileResponse, Http404, HttpRequest
from django.utils._os import safe_join
from django.utils.http import http_date
from django.views.decorators.http import require_safe

from community.photos import WIDTHS, PhotoFieldFile

CONTENT_TYPES = {".webp": "image/webp"}
PRIVATE = "private/"  # served only by an app's own view, after a permission check
YEAR = 60 * 60 * 24 * 365


@require_safe
def photo(request: HttpRequest, path: str) -> FileResponse:
    """One public photo below MEDIA_ROOT. File names are never reused, so browsers may cache it for a year."""
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


def private_photo(kept: object, *, allowed: bool, width: int = WIDTHS[1]) -> FileResponse:
    """A photo at one of `WIDTHS` in pixels, for those allowed to see it; `kept` is the value of a `PhotoField`.

    Raises `PermissionDenied` unless `allowed`, and `Http404` if there is no photo or its file is missing.
    """
    try:
        return private_file(cast(PhotoFieldFile, kept).open_sized(width), allowed=allowed, content_type="image/webp")
    except (FileNotFoundError, ValueError) as error:
        raise Http404 from error


def private_file(file: Any, *, allowed: bool, content_type: str, save_as: str = "") -> FileResponse:
    """An open file for those allowed to read it, saved as `save_as`; neither cached nor indexed.

    Raises `PermissionDenied` unless `allowed`.
    """
    if not allowed:
        file.close()
        raise PermissionDenied
    response = FileResponse(file, content_type=content_type, as_attachment=bool(save_as), filename=save_as)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response
