"""A user's own pages: profile, password, inbox, and privacy."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from community.accounts import services
from community.accounts.forms import NewPasswordForm, ProfileForm
from community.accounts.views.display import remember_language
from community.accounts.views.proving import proved_lately
from community.http import UserRequest, answer, whole_number
from community.registers import personal_data

MESSAGES_PER_PAGE = 20


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: UserRequest) -> HttpResponse:
    """Name, e-mail, date of birth, language, and which messages are sent out."""
    form = ProfileForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        services.save_profile(
            user=form.instance, muted_kinds=form.muted_kinds, topics=form.cleaned_data.get("topics", ())
        )
        messages.success(request, _("Saved."))
        response = redirect("profile")
        remember_language(response, request.user.language)
        return response
    return answer(request, "accounts/profile.html", {"form": form}, form=form)


@never_cache
@login_required
@proved_lately
@sensitive_post_parameters("password", "new_password")
@require_http_methods(["GET", "HEAD", "POST"])
def change_password(request: UserRequest) -> HttpResponse:
    """Set a new password, with the current one or a recently proved phone; logs out the user's other devices."""
    needs_old = not services.may_set_password(user=request.user, session=request.session)
    if needs_old and not request.user.has_usable_password():
        raise PermissionDenied("A text message alone sets no password of staff.")
    form = NewPasswordForm(request.POST or None, request=request, needs_old=needs_old)
    if request.method == "POST" and form.is_valid():
        services.set_password(user=request.user, password=form.cleaned_data["new_password"])
        update_session_auth_hash(request, request.user)
        messages.success(request, _("Your new password is set."))
        return redirect("profile")
    title = _("Change the password") if request.user.has_usable_password() else _("Set a password")
    return answer(request, "accounts/form.html", {"form": form, "title": title}, form=form)


@login_required
@require_safe
def inbox(request: UserRequest) -> HttpResponse:
    """The reader's messages, newest first."""
    page = Paginator(request.user.messages.all(), MESSAGES_PER_PAGE).get_page(request.GET.get("page"))
    newest_unread = request.user.messages.filter(read_at=None).aggregate(newest=Max("pk"))["newest"]
    return render(request, "accounts/inbox.html", {"page": page, "newest_unread": newest_unread})


@login_required
@require_POST
def read_all(request: UserRequest) -> HttpResponse:
    """Mark as read what was unread when the reader saw the list."""
    count = services.mark_all_read(user=request.user, newest=whole_number(request.POST.get("newest", "")))
    if count:
        messages.success(request, _("All messages are marked as read."))
    return redirect("inbox")


@login_required
@require_safe
def message(request: UserRequest, pk: int) -> HttpResponse:
    """Show one message and mark it as read."""
    shown = get_object_or_404(request.user.messages, pk=pk)
    if shown.read_at is None:
        request.user.messages.filter(pk=pk).update(read_at=timezone.now())
    return render(request, "accounts/message.html", {"shown": shown})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """The privacy page: every kind of personal data, its purpose, and how long it is stored."""
    return render(request, "accounts/privacy.html", {"kinds": personal_data.all_kinds()})
