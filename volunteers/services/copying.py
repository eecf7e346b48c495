"""Copying a week: the same people at the same posts and hours, where they may."""

from datetime import date, timedelta

from community.errors import DomainError
from community.models import User
from community.ranges import week_span
from volunteers.models import Assignment, Shift
from volunteers.rules.people import require_staff
from volunteers.services.promises import promise

WEEK = timedelta(days=7)


def copy_last_week(*, monday: date, by: User) -> tuple[list[Assignment], int]:
    """Copy the people of the previous week to this one; returns the promises, and how many could not be copied.

    Each is a promise recorded by staff, and checked like any other. Raises not_allowed.
    """
    require_staff(by)
    before = Assignment.objects.holding().filter(
        shift__starts_at__gte=week_span(monday - WEEK).start, shift__starts_at__lt=week_span(monday - WEEK).end
    )
    shifts = Shift.objects.taking_place().filter(
        starts_at__gte=week_span(monday).start, starts_at__lt=week_span(monday).end
    )
    by_turn = {(each.post_id, each.starts_at): each for each in shifts.select_related("post", "team__leader")}
    made: list[Assignment] = []
    refused = 0
    for row in before.select_related("shift", "volunteer__user", "volunteer__resident").order_by("pk"):
        target = by_turn.get((row.shift.post_id, row.shift.starts_at + WEEK))
        if target is None:
            refused += 1
            continue
        try:
            made.append(promise(shift=target, volunteer=row.volunteer, by=by))
        except DomainError as error:
            refused += error.code != "twice"
    return made, refused
