"""Calling whoever is on call, for an emergency at a running post."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple

from community.ranges import Span
from volunteers.enums import PostKind
from volunteers.models import Assignment, Shift
from volunteers.services.telling import tell_administrators, tell_each


def call_for(*, kind: str, now: datetime) -> int:
    """Call the people on call to a post of this kind; the administrators if there are none. Returns how many were told.

    If no such post has a shift at that moment, nobody is called; callers alert the desk as well.
    """
    shift = Shift.objects.taking_place().filter(post__kind=kind, starts_at__lte=now, ends_at__gt=now)
    running = shift.select_related("post", "team__leader").order_by("-starts_at").first()
    return 0 if running is None else call_to([Call(running, 1, now)])


class Call(NamedTuple):
    """A shift lacks this many people at a moment."""

    shift: Shift
    missing: int
    moment: datetime


def call_to(calls: Sequence[Call]) -> int:
    """Call the people on call at each moment, or the administrators; returns how many calls reached people on call.

    Three queries and as many inserts as for one.
    """
    if not calls:
        return 0
    whole = Span(min(each.moment for each in calls), max(each.moment for each in calls) + timedelta(microseconds=1))
    rows = Assignment.objects.ahead().filter(shift__post__kind=PostKind.ON_CALL, during__overlap=whole.range)
    on_call = list(rows.select_related("volunteer__user", "volunteer__resident"))
    told, nobody = [], []
    for call in calls:
        people = [each.volunteer for each in on_call if call.moment in each.during]
        words = {"missing": call.missing}
        if people:
            told.append((call.shift, people, words))
        else:
            nobody.append((call.shift, words))
    tell_each(told, "duty_urgent", urgent=True)
    if nobody:
        tell_administrators(nobody, "duty_urgent", urgent=True)
    return sum(len(people) for _shift, people, _words in told)
