"""A user's calendar feed, protected by its secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import conditional_page, require_POST, require_safe

from community.accounts.services import reset_calendar_token
from community.http import UserRequest, calendar_response, safe_next
from community.models import User
from community.registers import calendars


@require_safe
@conditional_page
def my_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar feed behind a secret address; no login needed."""
    user = User.objects.filter(calendar_token=token, is_active=True).first()
    if user is None:
        raise Http404
    with override(user.language):
        return calendar_response(calendars.user_feed(user))


@login_required
@require_POST
def reset_my_feed(request: UserRequest) -> HttpResponse:
    """Give the reader's feed a new secret address."""
    reset_calendar_token(user=request.user)
    messages.success(request, _("Your calendar has a new address; the old one no longer works."))
    return redirect(safe_next(request))
