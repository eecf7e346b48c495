"""Posters: a sheet of paper with a QR code, for a notice board."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from community.qr import qr_response
from community.registers.sharing import Shared, find_shared


@require_safe
def poster(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """A page for one A4 sheet about something public."""
    return render(request, "portal/poster.html", {"shared": _found(kind, key)})


@require_safe
@cache_control(max_age=3600)
def poster_qr(request: HttpRequest, kind: str, key: str) -> HttpResponse:
    """The poster's QR code: the address of the page it is about."""
    shared = _found(kind, key)
    return qr_response(shared.url, title=shared.title)


def _found(kind: str, key: str) -> Shared:
    shared = find_shared(kind, key)
    if shared is None:
        raise Http404
    return shared
