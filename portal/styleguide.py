"""Every component in every state, for contributors."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Only where DEBUG is on; elsewhere there is no such page."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "styleguide/styleguide.html")
