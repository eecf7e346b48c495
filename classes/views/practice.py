"""Certificates of practice: the sheet to print, and the public page that says whether it is valid."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from classes import selectors
from classes.models import PracticeCertificate
from community.certificates.views import answer_check
from community.http import UserRequest
from community.qr import qr_response


@login_required
@never_cache
@require_safe
def certificate(request: UserRequest, number: str) -> HttpResponse:
    """One certificate as an A4 sheet, for the pupil, guardians, the teacher and staff."""
    shown = _readable(request, number)
    return render(request, "classes/practice/certificate.html", {"shown": shown})


@login_required
@never_cache
@require_safe
def certificate_qr(request: UserRequest, number: str) -> HttpResponse:
    """The QR code on the sheet: the address of the page that checks it."""
    shown = _readable(request, number)
    return qr_response(shown.certificate.check_url, title=shown.number)


def _readable(request: UserRequest, number: str) -> PracticeCertificate:
    shown = selectors.certificate_for(request.user, number)
    if shown is None:
        raise Http404
    return shown


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """The address on the first certificates; shows the same page as for every other certificate."""
    code = PracticeCertificate.objects.filter(token=token).values_list("certificate__code", flat=True).first()
    return answer_check(request, code or token)
