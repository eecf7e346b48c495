"""Certificates of service: requesting one, and the sheet to print."""

from datetime import date

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from community.errors import DomainError
from community.http import UserRequest, after, answer
from community.ranges import today
from volunteers import selectors, services
from volunteers.forms import PeriodForm
from volunteers.views.lookups import require_volunteer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: UserRequest) -> HttpResponse:
    """The reader's certificates, and the form to request another."""
    if request.method != "POST":
        return _show(request, PeriodForm(initial={"first": date(today().year, 1, 1), "last": today()}))
    form = PeriodForm(request.POST)
    if not form.is_valid():
        return _show(request, form)
    volunteer = require_volunteer(request)
    return after(
        request,
        lambda: services.issue_certificate(volunteer=volunteer, by=request.user, **form.cleaned_data),
        lambda error: _show(request, form, error),
        done=_("The certificate is issued."),
        to="duty_certificates",
    )


def _show(request: UserRequest, form: PeriodForm, error: DomainError | None = None) -> HttpResponse:
    volunteer = require_volunteer(request)
    context = {"certificates": selectors.certificates_of(volunteer), "form": form, "error": error}
    return answer(request, "duty/certificates.html", context, error=error, form=form)


@login_required
@never_cache
@require_safe
def certificate(request: UserRequest, number: str) -> HttpResponse:
    """One certificate as an A4 sheet, for its owner and staff."""
    shown = selectors.certificate_for(request.user, number)
    if shown is None:
        raise Http404
    return answer(request, "duty/certificate.html", {"shown": shown})
