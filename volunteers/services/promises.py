"""Promises: made by volunteers or recorded by staff; given back in time, or released by the leader."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.errors import Conflict
from community.faults import refusing
from community.ladders import start_again
from community.models import User
from community.typed_words import require_reason
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.rules.fitness import judge
from volunteers.rules.people import is_own, require_leader, require_own_or_staff, require_staff
from volunteers.services.ladder import LADDER
from volunteers.services.locking import lock, move_to
from volunteers.services.refusals import REFUSALS, full
from volunteers.services.reserves import ask_next_reserve, places_left, tell_filled
from volunteers.services.telling import tell, tell_leaders


def promise(*, shift: Shift, volunteer: Volunteer, by: User | None, exception: str = "") -> Assignment:
    """Promise to take a shift: oneself, or recorded by the leader or the centre for someone who agreed.

    Staff may override soft reasons (too little rest, a long day), with an explanation in `exception`. Raises
    not_allowed, full, and what `judge` raises: past, called_off, twice, overlaps, too_young, uninsured, unskilled and
    so on.
    """
    own = is_own(by, volunteer)
    if not own:
        require_leader(by, shift)
    if exception:
        require_staff(by)
        exception = require_reason(exception)
    with transaction.atomic():
        people, shifts = lock([volunteer.pk], [shift.pk])
        locked = shifts[shift.pk]
        judge(people[volunteer.pk], locked, now=timezone.now(), exception=exception)
        if places_left(locked) < 1:
            raise full()
        row = _row_of(locked, volunteer)
        row.noted_by, row.exception, row.answer_by = None if own else by, exception, None
        with refusing(REFUSALS):
            move_to(row, PromiseState.PROMISED, by)
        tell_filled(locked)
        if not own:
            tell(people[volunteer.pk], "duty_noted", locked, {"by": by.name if by else ""})
    return row


def _row_of(shift: Shift, volunteer: Volunteer) -> Assignment:
    """The existing row that was asked or in reserve; otherwise a new one."""
    waiting = Assignment.objects.filter(
        shift=shift, volunteer=volunteer, state__in=[PromiseState.ASKED, PromiseState.RESERVE]
    )
    return waiting.first() or Assignment(shift=shift, volunteer=volunteer, during=shift.span.range)


def give_back(*, promise: Assignment, by: User) -> Assignment:
    """Give a promise back, until 48 hours before; the first in reserve is asked.

    Raises not_yours, bad_state, and too_late, after which the volunteer stays responsible until someone covers
    (`want_cover`) or the leader releases them (`let_go`).
    """
    require_own_or_staff(by, promise.volunteer)
    with transaction.atomic():
        row, shift = _lock(promise)
        if not row.may_be_given_back(timezone.now()):
            raise Conflict(
                "too_late",
                _("There are less than 48 hours to go. Please look for cover, or call the team's leader."),
            )
        _hand_back(row, shift, by)
    return row


def let_go(*, promise: Assignment, by: User | None, reason: str) -> Assignment:
    """Release a volunteer from a promise at any time before the end; for the leader or the centre, with a reason.

    Raises not_allowed, reason_needed, bad_state.
    """
    require_leader(by, promise.shift)
    reason = require_reason(reason)
    with transaction.atomic():
        row, shift = _lock(promise)
        row._change_reason = reason  # type: ignore[attr-defined]
        _hand_back(row, shift, by)
        tell(row.volunteer, "duty_let_go", shift, {"reason": reason})
    return row


def _hand_back(row: Assignment, shift: Shift, by: User | None) -> None:
    row.wants_cover_since = None
    move_to(row, PromiseState.HANDED_BACK, by)
    start_again(LADDER, shift.pk)
    ask_next_reserve(shift)
    if not is_own(by, row.volunteer):
        return
    left = Assignment.objects.holding().filter(shift=shift).count()
    if left < shift.minimum:
        tell_leaders(shift, "duty_short", {"missing": shift.minimum - left})


def _lock(promise: Assignment) -> tuple[Assignment, Shift]:
    people, shifts = lock([promise.volunteer_id], [promise.shift_id])
    row = Assignment.objects.get(pk=promise.pk)
    row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
    if row.state != PromiseState.PROMISED or row.shift.is_over(timezone.now()):
        raise Conflict("bad_state", _("This promise is no longer valid."))
    return row, row.shift
