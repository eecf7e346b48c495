"""Certificates of practice: the sheet to print, and the public page that says whether it is valid."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from classes import selectors
from classes.models import PracticeCertificate
from community.http import UserRequest
from community.names import mask_name
from community.qr import qr_svg


@login_required
@never_cache
@require_safe
def certificate(request: UserRequest, number: str) -> HttpResponse:
    """One certificate as a sheet of A4, for the pupil, guardians, the teacher and staff."""
    shown = _readable(request, number)
    check_url = request.build_absolute_uri(shown.get_absolute_url())
    return render(request, "classes/practice/certificate.html", {"shown": shown, "check_url": check_url})


@login_required
@never_cache
@require_safe
def certificate_qr(request: UserRequest, number: str) -> HttpResponse:
    """The QR code on the sheet: the address of the page that checks it."""
    shown = _readable(request, number)
    target = request.build_absolute_uri(shown.get_absolute_url())
    return HttpResponse(qr_svg(target, title=shown.number), content_type="image/svg+xml")


def _readable(request: UserRequest, number: str) -> PracticeCertificate:
    shown = selectors.certificate_for(request.user, number)
    if shown is None:
        raise Http404
    return shown


@never_cache
@require_safe
def check_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """Whether a certificate is valid, for whoever holds the sheet; no login, no full name, no search engine."""
    shown = PracticeCertificate.objects.filter(token=token).select_related("enrolment__interest_class").first()
    context = {"shown": shown, "name": mask_name(shown.holder_name) if shown else ""}
    response = render(request, "classes/practice/check.html", context, status=200 if shown else 404)
    response["X-Robots-Tag"] = "noindex"
    return response
