"""Coming in and going out: log in, log out, sign up, and a forgotten password.

Signing up and resetting are three short pages: the phone number, the code, the rest.
What was proved so far is kept in the session, for half an hour.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from community.accounts import codes, services
from community.accounts.forms import CodeForm, LogInForm, NewPasswordForm, NewPhoneForm, PhoneForm, SignUpForm
from community.accounts.views.display import remember_language
from community.errors import DomainError
from community.http import client_address
from community.models import OneTimeCode, User

PROOF_HOLDS_FOR = timedelta(minutes=30)
BACKEND = "django.contrib.auth.backends.ModelBackend"


def safe_next(request: HttpRequest) -> str:
    """Where the reader was going: `next` where it is a path of ours, else the usual page."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return wanted
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def log_in(request: HttpRequest) -> HttpResponse:
    """Phone number and password; too many wrong ones are locked out by axes for a while."""
    if request.user.is_authenticated:
        return redirect(safe_next(request))
    form = LogInForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _enter(request, form.get_user(), safe_next(request))
    status = 422 if form.is_bound else 200
    return render(request, "accounts/log_in.html", {"form": form, "next": request.GET.get("next", "")}, status=status)


def _enter(request: HttpRequest, user: User, path: str) -> HttpResponse:
    """Log a user in, in the user's language."""
    login(request, user, backend=BACKEND)
    response = redirect(path)
    remember_language(response, user.language)
    return response


@require_POST
def log_out(request: HttpRequest) -> HttpResponse:
    logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)


@dataclass(frozen=True)
class Proof:
    """A phone number that is being proved by a code; the session remembers how far it came."""

    purpose: str
    title: Promise
    start_name: str
    code_name: str
    then_name: str

    def start(self, request: HttpRequest, phone: str) -> None:
        codes.send_code(phone=phone, purpose=self.purpose, client=client_address(request))
        request.session[self._key] = {"phone": phone, "at": timezone.now().timestamp(), "proved": False}

    def finish(self, request: HttpRequest, code: str) -> None:
        codes.use_code(phone=self.phone(request), purpose=self.purpose, code=code)
        request.session[self._key] = request.session[self._key] | {"proved": True}

    def phone(self, request: HttpRequest, *, proved: bool = False) -> str:
        """The number that was entered, or proved; empty where there is none or it was too long ago."""
        kept = request.session.get(self._key, {})
        is_old = timezone.now().timestamp() - kept.get("at", 0) > PROOF_HOLDS_FOR.total_seconds()
        return "" if is_old or (proved and not kept["proved"]) else kept["phone"]

    def forget(self, request: HttpRequest) -> None:
        request.session.pop(self._key, None)

    @property
    def _key(self) -> str:
        return f"proof_{self.purpose}"


SIGN_UP = Proof(OneTimeCode.Purpose.SIGN_UP, gettext_lazy("Sign up"), "sign_up", "sign_up_code", "sign_up_details")
RESET = Proof(
    OneTimeCode.Purpose.RESET, gettext_lazy("Reset the password"), "reset_password", "reset_code", "new_password"
)
NEW_PHONE = Proof(
    OneTimeCode.Purpose.NEW_PHONE,
    gettext_lazy("Change the mobile number"),
    "change_phone",
    "change_phone_code",
    "profile",
)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_phone(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The first page: to which number shall the code go?"""
    form = _phone_form(request, proof)
    if request.method != "POST":
        return _show(request, form, proof, 1)
    if form.is_valid():
        try:
            proof.start(request, form.cleaned_data["phone"])
        except DomainError as error:
            form.add_error(None, error.message)
            return _show(request, form, proof, 1, status=429)
        return redirect(proof.code_name)
    return _show(request, form, proof, 1, status=422)


def _phone_form(request: HttpRequest, proof: Proof) -> PhoneForm:
    if isinstance(request.user, User) and proof is NEW_PHONE:
        return NewPhoneForm(request.POST or None, user=request.user)
    return PhoneForm(request.POST or None)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def ask_code(request: HttpRequest, proof: Proof) -> HttpResponse:
    """The second page: the code that arrived."""
    if not proof.phone(request):
        return redirect(proof.start_name)
    form = CodeForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form, proof, 2)
    if form.is_valid():
        try:
            proof.finish(request, form.cleaned_data["code"])
        except DomainError as error:
            form.add_error("code", error.message)
        else:
            return redirect(proof.then_name)
    return _show(request, form, proof, 2, status=422)


def _show(request: HttpRequest, form: object, proof: Proof, step: int, status: int = 200) -> HttpResponse:
    context = {"form": form, "title": proof.title, "step": step, "phone": proof.phone(request), "proof": proof}
    return render(request, "accounts/proof.html", context, status=status)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def sign_up_details(request: HttpRequest) -> HttpResponse:
    """The third page of signing up: name, password, consent."""
    phone = SIGN_UP.phone(request, proved=True)
    if not phone:
        return redirect("sign_up")
    form = SignUpForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form, SIGN_UP, 3)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            user = services.sign_up(
                phone=phone, name=typed["name"], password=typed["password"], birth_date=typed["birth_date"]
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            SIGN_UP.forget(request)
            messages.success(request, _("Welcome, neighbour! You can book a room now."))
            return _enter(request, user, reverse("rooms_now"))
    return _show(request, form, SIGN_UP, 3, status=422)


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def new_password(request: HttpRequest) -> HttpResponse:
    """The third page of a forgotten password."""
    phone = RESET.phone(request, proved=True)
    if not phone:
        return redirect("reset_password")
    form = NewPasswordForm(request.POST or None)
    if request.method != "POST":
        return _show(request, form, RESET, 3)
    if form.is_valid():
        try:
            user = services.reset_password(phone=phone, password=form.cleaned_data["password"])
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            RESET.forget(request)
            messages.success(request, _("Your new password is set."))
            return _enter(request, user, resolve_url(settings.LOGIN_REDIRECT_URL))
    return _show(request, form, RESET, 3, status=422)
