"""The public page of a certificate: whether it is genuine and valid, and whose it is."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.certificates import checking
from community.certificates.codes import grouped, typed
from community.certificates.faces import paper
from community.certificates.faces.printing import face_of
from community.certificates.models import Certificate
from community.certificates.services import proves
from community.errors import TooOften
from community.http import UserRequest, answer, client_address
from community.qr import qr_response

FACE_TYPES = {"png": "image/png", "pdf": "application/pdf"}


@never_cache
@require_safe
def ask(request: HttpRequest) -> HttpResponse:
    """The page on which to enter a code."""
    code = typed(request.GET.get("code", ""))[:64]
    if code:
        return redirect("certificate_check", code=grouped(code))
    return _private(render(request, "certificates/ask.html"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def check(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is valid, revoked or replaced; no login. A POST checks the name and proof on the paper."""
    return answer_check(request, code)


@login_required
@never_cache
@require_safe
def face(request: UserRequest, code: str, ending: str) -> HttpResponse:
    """The face as PNG or PDF for those whom its kind permits; else 404."""
    found = _readable(request, code=typed(code))
    image = face_of(found)
    content = paper.pdf([image]) if ending == "pdf" else paper.png(image)
    response = HttpResponse(content, content_type=FACE_TYPES[ending])
    response["Content-Disposition"] = f'inline; filename="{found.number}.{ending}"'
    return _private(response)


@login_required
@never_cache
@require_safe
def qr(request: UserRequest, number: str) -> HttpResponse:
    """The QR code on a printed sheet, for the same readers: the address of the page that checks it."""
    found = _readable(request, number=number)
    return qr_response(found.check_url, title=found.number)


def _readable(request: UserRequest, **key: str) -> Certificate:
    found = Certificate.objects.select_related("template").filter(**key).first()
    if found is None or not found.of_kind.may_read(found, request.user):
        raise Http404
    return found


def answer_check(request: HttpRequest, code: str) -> HttpResponse:
    """The public page of the certificate with this code; other apps route their own addresses here."""
    client = client_address(request)
    try:
        found = checking.look_up(code, client=client)
    except TooOften as error:
        return _private(answer(request, "certificates/check.html", {"error": error}, error=error))
    context: dict[str, Any] = {"shown": found, "is_proved": None}
    status = 200 if found else 404
    if found and request.method == "POST":
        name, proof = request.POST.get("name", "")[:400], request.POST.get("proof", "")[:64]
        context["is_proved"] = proves(certificate=found, name=name, proof=proof)
        if not context["is_proved"]:
            checking.count_guess(client)
            status = 422
            context["error_words"] = _("Name and proof do not match this certificate.")
        context |= {"typed_name": name, "typed_proof": proof}
    return _private(render(request, "certificates/check.html", context, status=status))


def _private(response: HttpResponse) -> HttpResponse:
    response["X-Robots-Tag"] = "noindex"
    return response
