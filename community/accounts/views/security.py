"""The second factor of staff, and the list of open sessions for every user."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.i18n import JavaScriptCatalog

from community.accounts import second_factor, sessions
from community.accounts.forms import EnrolAppForm, SecondFactorForm
from community.http import Attempt, UserRequest, answer, back_with, safe_next
from community.qr import qr_inline


class PasskeyWords(JavaScriptCatalog):
    """Translations for the scripts of the passkey package, which has no Chinese of its own."""

    def get_paths(self, packages: object) -> list[str]:
        return [str(path) for path in settings.LOCALE_PATHS]


@never_cache
@login_required
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: UserRequest) -> HttpResponse:
    """Ask for the second factor after log-in; users without one are sent to enrol."""
    there = second_factor.enrolled(request.user)
    if not there.any:
        return redirect(f"{reverse('enrol_app')}?{request.GET.urlencode()}")
    form = SecondFactorForm(request.POST or None)
    tried = Attempt(form, "code")
    if request.method == "POST" and form.is_valid():
        with tried:
            second_factor.verify(request=request, user=request.user, code=form.cleaned_data["code"])
            return redirect(safe_next(request))
    context = {"form": form, "there": there, "next": safe_next(request)}
    return answer(request, "accounts/second_factor.html", context, form=form, error=tried.error)


@never_cache
@login_required
@sensitive_variables("codes")
@sensitive_post_parameters("code", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def enrol_app(request: UserRequest) -> HttpResponse:
    """Show the secret for an authenticator app; enrolling takes its first code and the password."""
    there = second_factor.enrolled(request.user)
    if there.any and not request.user.is_verified():
        return redirect("second_factor")
    if not request.user.has_usable_password():
        raise PermissionDenied("Whoever has only the phone enrols nothing.")
    device = second_factor.begin_app(user=request.user)
    form = EnrolAppForm(request.POST or None, request=request)
    tried = Attempt(form, "code")
    if request.method == "POST" and form.is_valid():
        with tried:
            codes = second_factor.confirm_app(request=request, user=request.user, code=form.cleaned_data["code"])
            return _show_codes(request, codes)
    secret = device.config_url.partition("secret=")[2].partition("&")[0]
    context = {
        "form": form,
        "qr": qr_inline(device.config_url, title=_("QR code for the authenticator app")),
        "secret": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
    }
    return answer(request, "accounts/enrol_app.html", context, form=form, error=tried.error)


@never_cache
@login_required
@sensitive_variables("codes")
@require_POST
def new_codes(request: UserRequest) -> HttpResponse:
    """Create new recovery codes; the old ones stop working."""
    if not request.user.is_verified():
        return redirect("second_factor")
    return _show_codes(request, second_factor.new_recovery_codes(user=request.user))


def _show_codes(request: HttpRequest, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/recovery_codes.html", {"codes": codes, "next": safe_next(request)})


@never_cache
@login_required
@require_safe
def security(request: UserRequest) -> HttpResponse:
    """Show the reader's sessions and, for staff, their second factors."""
    context = {
        "open_sessions": sessions.open_sessions(request.user),
        "this_key": request.session.session_key,
        "there": second_factor.enrolled(request.user) if request.user.is_staff else None,
    }
    return render(request, "accounts/security.html", context)


@login_required
@require_POST
def end_session(request: UserRequest, handle: str) -> HttpResponse:
    """End one of the reader's own sessions."""
    sessions.end_session(user=request.user, handle=handle)
    messages.success(request, _("That device is logged out."))
    return redirect("security")


@login_required
@require_POST
def end_other_sessions(request: UserRequest) -> HttpResponse:
    """End all of the reader's sessions except the current one."""
    sessions.end_other_sessions(user=request.user, keep=request.session.session_key)
    messages.success(request, _("All other devices are logged out."))
    return redirect("security")


@login_required
@require_POST
def remove_passkey(request: UserRequest, pk: int) -> HttpResponse:
    """Remove one of the reader's passkeys."""
    if not request.user.is_verified():
        return redirect("second_factor")
    return back_with(
        request,
        lambda: second_factor.remove_passkey(user=request.user, pk=pk),
        done=_("The passkey is removed."),
        to="security",
    )
