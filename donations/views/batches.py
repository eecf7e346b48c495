"""Batches of certificates: a contact sheet, then a progress bar, then one file."""

from django.contrib.auth.decorators import permission_required
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from community.certificates.faces import paper
from community.errors import DomainError, Invalid
from community.http import UserRequest, answer, whole_number
from donations import selectors, services, tasks
from donations.models import CertificateBatch, Gift
from donations.views.desk import staff_only

looking = permission_required("donations.view_gift", raise_exception=True)


@staff_only
@require_POST
def make(request: UserRequest) -> HttpResponse:
    """Choose gifts; the contact sheet comes next, nothing is issued yet."""
    keys = map(whole_number, request.POST.getlist("gift"))
    try:
        batch = services.make_batch(
            gifts=Gift.objects.filter(pk__in=list(keys)),
            by=request.user,
            one_each="one_each" in request.POST,
            leaves_space="leaves_space" in request.POST,
        )
    except DomainError as error:
        return answer(request, "donations/batch.html", {"error": error}, error=error)
    return redirect(batch)


@looking
@never_cache
@require_safe
def batch(request: UserRequest, pk: int) -> HttpResponse:
    """The contact sheet, then the progress, then the file."""
    return _show(request, get_object_or_404(CertificateBatch, pk=pk))


def _show(request: UserRequest, shown: CertificateBatch, error: DomainError | None = None) -> HttpResponse:
    context = {
        "batch": shown,
        "sheets": selectors.sheets_of(shown) if shown.state in (shown.State.DRAFT, shown.State.REFUSED) else [],
        "certificates": list(shown.certificates.order_by("number")) if shown.state == shown.State.DONE else [],
        "error": error,
    }
    return answer(request, "donations/batch.html", context, error=error)


@staff_only
@require_POST
def issue(request: UserRequest, pk: int) -> HttpResponse:
    """Have the worker issue and draw all of them, or none; or draw them again."""
    shown = get_object_or_404(CertificateBatch, pk=pk)
    try:
        services.order_batch(batch=shown, by=request.user)
    except DomainError as error:
        return _show(request, shown, error)
    tasks.work_on_batch.enqueue(shown.pk)
    return redirect(shown)


@staff_only
@require_safe
def sheet(request: UserRequest, pk: int, number: int) -> HttpResponse:
    """A preview of one certificate of a batch, without number and proof."""
    shown = get_object_or_404(CertificateBatch, pk=pk)
    image = selectors.preview(shown, number)
    if image is None:
        raise Http404
    response = HttpResponse(paper.small(image), content_type="image/webp")
    response["Cache-Control"] = "private, max-age=300"
    return response


@looking
@require_safe
def file(request: UserRequest, pk: int) -> HttpResponse | FileResponse:
    """The certificates of a batch as one PDF, in the order of their numbers."""
    shown = get_object_or_404(CertificateBatch.objects.exclude(file=""), pk=pk)
    try:
        content = shown.path.open("rb")
    except FileNotFoundError:
        return _show(request, shown, Invalid("gone", _("The file was deleted. Please have it drawn again.")))
    response = FileResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="certificates-{shown.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response
