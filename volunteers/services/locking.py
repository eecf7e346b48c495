"""Locks on volunteers and shifts, in the common order, and the state of a promise under them."""

from collections.abc import Iterable

from django.utils import timezone

from community.audit import save_by
from community.faults import refusing_when_busy
from community.models import User
from volunteers.models import Assignment, Shift, Volunteer


def lock(volunteers: Iterable[int], shifts: Iterable[int] = ()) -> tuple[dict[int, Volunteer], dict[int, Shift]]:
    """Lock volunteers, then shifts, each in primary key order, as everywhere; both are read again.

    Raises busy if another transaction holds a lock for longer than a page may wait.
    """
    people, turns = set(volunteers), set(shifts)
    with refusing_when_busy():
        locked = Volunteer.objects.with_person().select_for_update(of=["self"], no_key=True)
        found = {each.pk: each for each in locked.filter(pk__in=people).order_by("pk")}
        return found, lock_shifts(turns)


def lock_shifts(shifts: Iterable[int]) -> dict[int, Shift]:
    """Lock shifts in primary key order; callers that need volunteers too must lock those first."""
    locked = Shift.objects.select_related("post", "team__leader").select_for_update(of=["self"], no_key=True)
    return {each.pk: each for each in locked.filter(pk__in=set(shifts)).order_by("pk")}


def move_to(promise: Assignment, state: str, by: User | None) -> None:
    """Change the state of a promise, and increase its revision for calendars."""
    promise.state = state
    promise.revision, promise.changed_at = promise.revision + 1, timezone.now()
    save_by(promise, by)
