"""Changing the mobile number: requires the password, and a code sent to the new number."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from community.accounts import services
from community.accounts.forms import CodeForm, NewPhoneForm
from community.accounts.proof import NEW_PHONE
from community.accounts.views.proving import proved_lately
from community.errors import DomainError
from community.http import Attempt, UserRequest, answer


@never_cache
@login_required
@proved_lately
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone(request: UserRequest) -> HttpResponse:
    """Ask for the new number."""
    form = NewPhoneForm(request.POST or None, request=request)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            NEW_PHONE.start(request, form.cleaned_data["phone"])
            return redirect("change_phone_code")
    return _show(request, form, error=tried.error)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone_code(request: UserRequest) -> HttpResponse:
    """Check the code sent to the new number, then move the login to it; `again` sends another code."""
    phone = NEW_PHONE.phone(request)
    if not phone:
        return redirect("change_phone")
    if "again" in request.POST:
        form = CodeForm.untouched()
        tried = Attempt(form, "code")
        with tried:
            NEW_PHONE.start(request, phone)
            return redirect("change_phone_code")
        return _show(request, form, phone=phone, error=tried.error)
    form = CodeForm(request.POST or None)
    tried = Attempt(form, "code")
    if request.method == "POST" and form.is_valid():
        with tried:
            NEW_PHONE.finish(request, form.cleaned_data["code"])
            services.change_phone(user=request.user, phone=phone)
            NEW_PHONE.forget(request)
            messages.success(request, _("You log in with the new number from now on."))
            return redirect("profile")
    return _show(request, form, phone=phone, error=tried.error)


def _show(request: UserRequest, form: BaseForm, *, phone: str = "", error: DomainError | None = None) -> HttpResponse:
    title = _("Change the mobile number")
    lead = _("We sent a text to %(phone)s. It may take a minute.") % {"phone": phone} if phone else ""
    context = {"form": form, "title": title, "lead": lead, "is_sent": bool(phone)}
    return answer(request, "accounts/form.html", context, form=form, error=error)
