"""Re-authentication before anything irreversible; an open session alone is not enough.

Users with a password enter it in the form itself. Users who log in by code prove their phone again, unless they did
so a few minutes ago.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from community.accounts import services
from community.accounts.forms import CodeForm
from community.accounts.proof import DOOR
from community.errors import DomainError
from community.http import UserRequest, answer, safe_next
from community.names import mask_phone

View = Callable[..., HttpResponse]


def proved_lately(view: View) -> View:
    """Ask users without a password for a code first; goes inside `login_required`."""

    @wraps(view)
    def guarded(request: UserRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.user.has_usable_password() or services.is_proved_lately(request.session):
            return view(request, *args, **kwargs)
        return redirect(f"{reverse('prove')}?{urlencode({'next': request.get_full_path()})}")

    return guarded


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def prove(request: UserRequest) -> HttpResponse:
    """Text a code to the login's own number, and check it."""
    form = CodeForm(request.POST if "code" in request.POST else None)
    is_sent = DOOR.phone(request) == request.user.phone
    refused = None
    if request.method == "POST":
        try:
            if "code" not in request.POST or not is_sent:
                DOOR.start(request, request.user.phone)
                return redirect(f"{reverse('prove')}?{urlencode({'next': safe_next(request)})}")
            if form.is_valid():
                DOOR.finish(request, form.cleaned_data["code"])
                DOOR.forget(request)
                services.note_proved(request.session)
                return redirect(safe_next(request))
        except DomainError as error:
            form = form if form.is_bound else CodeForm.untouched()
            form.add_error("code", error.message)
            refused = error
    context = {
        "form": form,
        "is_sent": is_sent,
        "phone": mask_phone(request.user.phone),
        "next": safe_next(request),
        "title": _("Is it you?"),
    }
    return answer(request, "accounts/prove.html", context, form=form, error=refused)
