"""What the pages of duty look up: a shift, a promise, the reader as a volunteer."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404

from community.http import UserRequest
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.selectors import volunteer_of

SHIFTS = Shift.objects.select_related("post", "team__leader__user", "team__leader__resident").prefetch_related(
    "post__skills"
)
PROMISES = Assignment.objects.select_related(
    "shift__post", "shift__team__leader", "volunteer__user", "volunteer__resident"
)


def shift_or_404(pk: int) -> Shift:
    """A shift with its post and team."""
    return get_object_or_404(SHIFTS, pk=pk)


def require_volunteer(request: UserRequest) -> Volunteer:
    """The reader as a volunteer. Raises PermissionDenied for others."""
    volunteer = volunteer_of(request.user)
    if volunteer is None:
        raise PermissionDenied
    return volunteer
