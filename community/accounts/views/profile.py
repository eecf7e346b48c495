"""One's own login: profile, password, phone, inbox, and what the portal keeps."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts import services
from community.accounts.forms import ChangePasswordForm, ProfileForm
from community.accounts.views.display import remember_language
from community.accounts.views.entry import NEW_PHONE, ask_code
from community.errors import DomainError
from community.http import UserRequest

MESSAGES_PER_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Name, e-mail, date of birth, language, and which messages are sent out."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.save_profile(user=form.instance, muted_kinds=form.muted_kinds)
        messages.success(request, _("Saved."))
        response = redirect("profile")
        remember_language(response, request.user.language)
        return response
    return render(request, "accounts/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@login_required
@sensitive_post_parameters("current", "password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: UserRequest) -> HttpResponse:
    """A new password, for whoever knows the present one; other devices are logged out."""
    form = ChangePasswordForm(request.POST or None, user=request.user)
    if request.method == "POST" and form.is_valid():
        services.set_password(user=request.user, password=form.cleaned_data["password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password is set."))
        return redirect("profile")
    context = {"form": form, "title": _("Change the password")}
    return render(request, "accounts/form.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_phone_code(request: UserRequest) -> HttpResponse:
    """The code that arrived at the new number; when it is right, the login moves there."""
    response = ask_code(request, NEW_PHONE)
    phone = NEW_PHONE.phone(request, proved=True)
    if not phone:
        return response
    NEW_PHONE.forget(request)
    try:
        services.change_phone(user=request.user, phone=phone)
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, _("You log in with the new number from now on."))
    return redirect("profile")


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    """What the centre told the reader, newest first."""
    page = Paginator(request.user.messages.all(), MESSAGES_PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/inbox.html", {"page": page})


@login_required
@require_safe
def message(request: UserRequest, pk: int) -> HttpResponse:
    """One message; looking at it makes it read."""
    shown = get_object_or_404(request.user.messages, pk=pk)
    if shown.read_at is None:
        request.user.messages.filter(pk=pk).update(read_at=timezone.now())
    return render(request, "accounts/message.html", {"shown": shown})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """How personal data is treated."""
    return render(request, "accounts/privacy.html")
