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


@login_required
@never_cache
@require_safe
def certificate(request: UserRequest, number: str) -> HttpResponse:
    """One certificate as an A4 sheet, for the pupil, guardians, the teacher and staff."""
    shown = selectors.certificate_for(request.user, number)
    if shown is None:
        raise Http404
    return render(request, "classes/practice/certificate.html", {"shown": shown})


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check_certificate(request: HttpRequest, token: str) -> HttpResponse:
    """The address on the first certificates; shows the same page as for every other certificate."""
    code = PracticeCertificate.objects.filter(token=token).values_list("certificate__code", flat=True).first()
    return answer_check(request, code or token)
