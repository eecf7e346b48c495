"""Never short: what is done, rung by rung, while a shift stays below its minimum."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from community.errors import DomainError
from volunteers import selectors
from volunteers.enums import PostKind
from volunteers.models import Assignment, Shift
from volunteers.services.calling import call_to
from volunteers.services.common import lock_shifts
from volunteers.services.reserves import ask

LADDER = "volunteers.short"
TEAM, EVERYBODY, ON_CALL = "team", "everybody", "on_call"
FIRST_RUNG = timedelta(hours=48)


def short_shifts() -> Iterator[tuple[int, datetime]]:
    """The shifts below their minimum that begin within 48 hours or run, each with its start; one query."""
    now = timezone.now()
    near = Shift.objects.taking_place().filter(starts_at__lte=now + FIRST_RUNG, ends_at__gt=now)
    # Nobody is called for being on call: the administrators are the last rung anyway.
    short = near.exclude(post__kind=PostKind.ON_CALL).short()  # type: ignore[attr-defined]
    yield from short.order_by("starts_at", "pk").values_list("pk", "starts_at")


def send_rung(shift_id: int, rung: str) -> None:
    """Do what a rung says, after one more look under the lock: a shift that was filled meanwhile stays silent."""
    shift = lock_shifts([shift_id])[shift_id]
    missing = shift.minimum - Assignment.objects.holding().filter(shift=shift).count()
    if missing <= 0 or not shift.is_open or shift.is_over(timezone.now()):
        return
    if rung == ON_CALL:
        # At the start, or now where it runs already.
        call_to(shift, missing, max(shift.starts_at, timezone.now()))
        return
    people = [each.volunteer for each in selectors.suggestions(shift, everybody=rung == EVERYBODY)]
    try:
        ask(shift=shift, volunteers=people, by=None)
    except DomainError:
        return  # filled or over within this very moment: nothing to ask for
