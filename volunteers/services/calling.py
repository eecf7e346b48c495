"""Calling whoever is on call, for an emergency at a post that runs."""

from datetime import datetime

from volunteers.enums import PostKind
from volunteers.models import Assignment, Shift
from volunteers.services.common import tell, tell_administrators


def call_for(*, kind: str, now: datetime) -> int:
    """Call who is on call to a post of this kind at a moment, the administrators where nobody is; how many were told.

    Without a shift there at that moment nobody is called: whoever asks alarms the desk too.
    """
    shift = Shift.objects.taking_place().filter(post__kind=kind, starts_at__lte=now, ends_at__gt=now)
    running = shift.select_related("post", "team__leader").order_by("-starts_at").first()
    return 0 if running is None else call_to(running, 1, now)


def call_to(shift: Shift, missing: int, moment: datetime) -> int:
    """Tell who is on call at a moment that a shift lacks people; the administrators where nobody is on call."""
    on_call = Assignment.objects.ahead().filter(shift__post__kind=PostKind.ON_CALL, during__contains=moment)
    rows = list(on_call.select_related("volunteer__user", "volunteer__resident"))
    for row in rows:
        tell(row.volunteer, "duty_urgent", shift, {"missing": missing}, urgent=True)
    if not rows:
        tell_administrators(shift, "duty_urgent", {"missing": missing}, urgent=True)
    return len(rows)
