"""The escalation for unfilled shifts: what each rung does while a shift stays below its minimum."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from django.utils import timezone

from volunteers import selectors
from volunteers.enums import PostKind
from volunteers.models import Shift
from volunteers.services.calling import Call, call_to
from volunteers.services.locking import lock_shifts
from volunteers.services.reserves import write_asks

LADDER = "volunteers.short"
TEAM, EVERYBODY, ON_CALL = "team", "everybody", "on_call"
FIRST_RUNG = timedelta(hours=48)


def short_shifts() -> Iterator[tuple[int, datetime]]:
    """Shifts below their minimum that begin within 48 hours or are running, each with its start; one query."""
    now = timezone.now()
    near = Shift.objects.taking_place().filter(starts_at__lte=now + FIRST_RUNG, ends_at__gt=now)
    # Shifts of the on-call post itself are left out: the last rung tells the administrators anyway.
    short = near.exclude(post__kind=PostKind.ON_CALL).short()
    yield from short.order_by("starts_at", "pk").values_list("pk", "starts_at")


def send_rung(shift_id: int, rung: str) -> None:
    """Carry out a rung for one shift."""
    send_rungs([(shift_id, rung)])


def send_rungs(steps: Sequence[tuple[int, str]]) -> None:
    """Carry out the rungs of some shifts, after checking them again under lock.

    A shift filled in the meantime is skipped. As many queries for all as for one.
    """
    now = timezone.now()
    locked = lock_shifts(shift for shift, _rung in steps)
    taken = selectors.taken_of(locked)
    on_foot = [each for each in locked.values() if each.is_open and not each.is_over(now)]
    short = {each.pk: each for each in on_foot if taken[each.pk] < each.minimum}
    of_rung: dict[str, list[Shift]] = {TEAM: [], EVERYBODY: [], ON_CALL: []}
    for pk, rung in steps:
        if pk in short:
            of_rung[rung].append(short[pk])
    # At the start, or now if it is running.
    call_to([Call(each, each.minimum - taken[each.pk], max(each.starts_at, now)) for each in of_rung[ON_CALL]])
    for rung in (TEAM, EVERYBODY):
        who = selectors.who_may(of_rung[rung], everybody=rung == EVERYBODY)
        write_asks([(each, who[each.pk]) for each in of_rung[rung]], now, by=None)
