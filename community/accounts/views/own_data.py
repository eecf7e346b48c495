"""A user's own data: an overview, a download, and deleting the login."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.forms import DeleteAccountForm, OwnDataForm
from community.accounts.views.proving import proved_lately
from community.http import Attempt, UserRequest, answer
from community.registers import personal_data


@login_required
@never_cache
@require_safe
def my_data(request: UserRequest) -> HttpResponse:
    """The overview of the reader's own data."""
    return render(request, "accounts/my_data.html", {"masks": personal_data.masks_something(request.user)})


@login_required
@never_cache
@require_safe
def my_data_file(request: UserRequest) -> HttpResponse:
    """Everything the portal stores about the reader, as a JSON file; the identity number is masked."""
    return _file(personal_data.export_all(request.user))


@login_required
@proved_lately
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def my_data_in_full(request: UserRequest) -> HttpResponse:
    """The same file without masking, after proving one's identity again; each download is recorded."""
    form = OwnDataForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        return _file(personal_data.export_in_full(request.user))
    context = {
        "form": form,
        "title": _("My data with the identity number"),
        "lead": _("The file contains your whole identity number. This download is recorded."),
    }
    return answer(request, "accounts/form.html", context, form=form)


def _file(kept: dict[str, Any]) -> HttpResponse:
    response = JsonResponse(kept, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
@proved_lately
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request: UserRequest) -> HttpResponse:
    """Delete the login and its links to the person; asks for the password again."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, request=request)
    tried = Attempt(form)
    if request.method == "POST" and form.is_valid():
        with tried:
            personal_data.delete_user(user=request.user)
            logout(request)
            messages.success(request, _("Your login and your data are deleted. You are always welcome here."))
            return redirect("home")
    context = {
        "form": form,
        "title": _("Delete my account"),
        "lead": _(
            "Your upcoming bookings are cancelled, and your name is removed from earlier ones. This cannot be undone."
        ),
    }
    return answer(request, "accounts/form.html", context, form=form, error=tried.error)
