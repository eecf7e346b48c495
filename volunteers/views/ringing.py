"""Numbers that staff look up to ring somebody about duty: each for five minutes, in the session that asked."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_POST

from community.http import UserRequest, permitted, safe_next
from volunteers import services
from volunteers.models import Volunteer

LASTS = timedelta(minutes=5)
LOOKED_UP = "duty_numbers"  # in the session: when each volunteer's number was looked up


@permitted("volunteers.run_duty")
@require_POST
def look_up(request: UserRequest, pk: int) -> HttpResponse:
    """Show a volunteer's number on the pages of duty for five minutes; the look is recorded."""
    volunteer = get_object_or_404(Volunteer.objects.active(), pk=pk)
    services.look_up_phone(volunteer=volunteer, by=request.user)
    lasting = {str(key): request.session[LOOKED_UP][str(key)] for key in looked_up(request)}
    request.session[LOOKED_UP] = {**lasting, str(pk): timezone.now().timestamp()}
    return redirect(safe_next(request, "duty_team"))


def looked_up(request: UserRequest) -> set[int]:
    """The volunteers whose numbers the reader looked up within five minutes."""
    since = (timezone.now() - LASTS).timestamp()
    return {int(key) for key, at in request.session.get(LOOKED_UP, {}).items() if at > since}
