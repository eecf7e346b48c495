"""The evacuation list, and the sheet for the police room."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from childcare import selectors
from childcare.models import DropIn
from childcare.views.access import runs_childcare, station_of
from community.http import UserRequest, answer


@never_cache
@require_safe
def evacuate(request: HttpRequest) -> HttpResponse:
    """Who is inside right now, in every room: for staff of the desk or the room, and an unlocked tablet."""
    user, station = request.user, station_of(request)
    is_staff = user.is_staff and (user.has_perm("childcare.run_childcare") or user.has_perm("rooms.run_desk"))
    if not is_staff and not (station is not None and station.is_open(timezone.now())):
        raise PermissionDenied
    return answer(request, "childcare/evacuate.html", {"evacuation": selectors.evacuation(), "at_door": not is_staff})


@runs_childcare
@require_safe
def police(request: UserRequest, pk: int) -> HttpResponse:
    """A printable sheet about a child that was not picked up: who it is, and who was called when."""
    stay = get_object_or_404(DropIn.objects.inside(), pk=pk)
    return answer(request, "childcare/police.html", {"sheet": selectors.police_sheet(stay), "now": timezone.now()})
