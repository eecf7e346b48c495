"""One's own data: take it away as a file, or delete the login."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from community.accounts.forms import DeleteAccountForm
from community.accounts.views.proving import proved_lately
from community.errors import DomainError
from community.http import UserRequest
from community.registers import personal_data


@login_required
@never_cache
@require_safe
def my_data(request: UserRequest) -> HttpResponse:
    """Everything that the portal keeps about the reader, as a JSON file."""
    response = JsonResponse(
        personal_data.export_all(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2}
    )
    response["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return response


@login_required
@proved_lately
@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def delete_account(request: UserRequest) -> HttpResponse:
    """Delete the login and cut every tie to the person; asks for the password once more."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            personal_data.delete_user(user=request.user)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            logout(request)
            messages.success(request, _("Your login and your data are deleted. You are always welcome here."))
            return redirect("home")
    context = {
        "form": form,
        "title": _("Delete my account"),
        "lead": _("Your bookings ahead are cancelled, and your name disappears from earlier ones. Nobody can undo it."),
    }
    return render(request, "accounts/form.html", context, status=422 if form.is_bound else 200)
