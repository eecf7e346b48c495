"""Helpers shared by the pages of duty."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise

from community.errors import DomainError
from community.http import UserRequest, public_address, safe_next
from community.qr import qr_response
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.selectors import volunteer_of

SHIFTS = Shift.objects.select_related("post", "team__leader__user", "team__leader__resident").prefetch_related(
    "post__skills"
)
PROMISES = Assignment.objects.select_related(
    "shift__post", "shift__team__leader", "volunteer__user", "volunteer__resident"
)


def qr_of(path: str, *, title: str) -> HttpResponse:
    """A QR code of an address of the portal."""
    return qr_response(public_address(path), title=title)


def shift_or_404(pk: int) -> Shift:
    """A shift with its post and team."""
    return get_object_or_404(SHIFTS, pk=pk)


def require_volunteer(request: UserRequest) -> Volunteer:
    """The reader as a volunteer. Raises PermissionDenied for others."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        raise PermissionDenied
    return volunteer


def after(
    request: UserRequest,
    change: Callable[[], object],
    show: Callable[[DomainError], HttpResponse],
    *,
    done: str | Promise,
    to: str,
) -> HttpResponse:
    """Run `change` and return to the previous page, or to `to`; refusals are shown by `show`."""
    try:
        change()
    except DomainError as error:
        return show(error)
    messages.success(request, str(done))
    return redirect(safe_next(request, to))
