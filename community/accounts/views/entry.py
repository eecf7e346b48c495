"""The one login page, for returning users, new users and forgotten passwords; and logging out.

One address shows one step at a time: the phone number, the code that was texted to it, and a new user's name. Nothing
has to be typed twice, and what the reader was about to do stays visible (`community.registers.errands`).
"""

from typing import Any

from django.contrib import messages
from django.contrib.auth import login, logout
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts import passwords, services, typed
from community.accounts.forms import CodeForm, NameForm, PasswordForm, PhoneForm
from community.accounts.proof import DOOR, remember_browser
from community.accounts.views.display import asked_language, remember_language
from community.errors import DomainError, Invalid
from community.http import answer, safe_next
from community.models import User
from community.registers.errands import errand_at

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """The login page; the field `do` says which step a POST takes."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    steps = {"code": _send_code, "password": _by_password, "enter": _by_code, "name": _as_new, "back": _back}
    step = steps.get(request.POST.get("do", "")) if request.method == "POST" else None
    return step(request) if step else _ask(request)


def _ask(request: HttpRequest, form: Any = None, *, error: DomainError | None = None) -> HttpResponse:
    """Show the current step."""
    phone, is_proved = DOOR.phone(request), bool(DOOR.phone(request, proved=True))
    step = "name" if is_proved else "code" if phone else "phone"
    if form is None:
        form = {"name": NameForm, "code": CodeForm, "phone": PhoneForm}[step]()
    if error is not None:
        form.add_error("code" if error.code == "wrong_code" else None, error.message)
    wanted = safe_next(request)
    context = {"form": form, "step": step, "phone": phone, "next": wanted, "errand": errand_at(wanted)}
    response = answer(request, "accounts/log_in.html", context, form=form, error=error)
    if request.method == "POST" and response.status_code == 200:
        response.status_code = 422  # a step was taken out of order
    return response


def _send_code(request: HttpRequest) -> HttpResponse:
    """Text a code; a request for another code goes to the number entered before."""
    if request.POST.get("password"):
        return _by_password(request)  # Enter in the password field presses the form's first button, which is this one.
    form = PhoneForm(request.POST if "phone" in request.POST else {"phone": DOOR.phone(request)})
    if not form.is_valid():
        return _ask(request, form)
    try:
        DOOR.start(request, form.cleaned_data["phone"])
    except DomainError as error:
        return _ask(request, CodeForm.untouched() if DOOR.phone(request) else form, error=error)
    return _again(request)


def _by_password(request: HttpRequest) -> HttpResponse:
    """Log in with a password."""
    form = PasswordForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    phone, password = form.cleaned_data["phone"], form.cleaned_data["password"]
    try:
        user = passwords.user_with(request, phone=phone, password=password)
    except DomainError as error:
        return _ask(request, form, error=error)
    if user is None:
        message = _("The number and the password do not match. You can also log in with a code.")
        form.add_error(None, message)
        return _ask(request, form)
    return _enter(request, user, phone)


def _by_code(request: HttpRequest) -> HttpResponse:
    """Check the code, then log the user in or ask a new user for a name."""
    phone = DOOR.phone(request)
    if not phone:
        return _again(request)
    form = CodeForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    try:
        DOOR.finish(request, form.cleaned_data["code"])
    except DomainError as error:
        return _ask(request, form, error=error)
    user = User.objects.filter(phone=phone).first()
    if user is None:
        return _again(request)
    if not user.is_active:
        DOOR.forget(request)
        closed = Invalid("closed", _("This login is closed. Please ask at the front desk."))
        return _ask(request, PhoneForm(data={"phone": phone}), error=closed)
    return _enter(request, user, phone)


def _as_new(request: HttpRequest) -> HttpResponse:
    """Save a new user's name and create the login."""
    phone = DOOR.phone(request, proved=True)
    if not phone:
        return _again(request)
    form = NameForm(request.POST)
    if not form.is_valid():
        return _ask(request, form)
    try:
        user = services.sign_up(phone=phone, name=form.cleaned_data["name"])
    except DomainError as error:
        return _ask(request, form, error=error)
    messages.success(request, _("Welcome, neighbour!"))
    return _enter(request, user, phone)


def _back(request: HttpRequest) -> HttpResponse:
    """Go back to enter another number."""
    DOOR.forget(request)
    return _again(request)


def _again(request: HttpRequest) -> HttpResponse:
    """Redirect to the login page, keeping the reader's destination."""
    return redirect(f"{reverse('log_in')}?{urlencode({'next': safe_next(request)})}")


def _enter(request: HttpRequest, user: User, phone: str) -> HttpResponse:
    """Log a user in. A language chosen in this browser replaces the one stored with the login."""
    wanted = safe_next(request)
    is_proved = bool(DOOR.phone(request, proved=True))
    DOOR.forget(request)
    login(request, user, backend=BACKEND)
    if is_proved:
        services.note_proved(request.session)
    language = asked_language(request)
    if language and language != user.language:
        services.choose_language(user=user, language=language)
    response = redirect(wanted)
    remember_language(response, user.language)
    remember_browser(response, request, phone)
    return response


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out and go home; the browser deletes the booking passes that it stored for offline use."""
    logout(request)
    response = redirect("home")
    response["Clear-Site-Data"] = '"storage"'
    return response


@require_POST
def drop_typed(request: HttpRequest) -> HttpResponse:
    """Discard the input that was kept before the login."""
    typed.forget(request)
    return redirect("home")


@require_http_methods(["GET", "HEAD"])
def former_log_in(request: HttpRequest) -> HttpResponse:
    """Redirect the former addresses of sign-up and password reset, which are still linked to."""
    return _again(request)


@require_http_methods(["GET", "HEAD"])
def admin_log_in(request: HttpRequest) -> HttpResponse:
    """Redirect from the admin to the login page, or answer 403 to a user who is logged in already.

    Without the 403 the login page and the admin would redirect a resident to each other for ever.
    """
    if request.user.is_authenticated and not request.user.is_staff:
        raise PermissionDenied
    return _again(request)
