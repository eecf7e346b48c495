"""Asking volunteers: an open place is not reserved for anyone, and those asked may decline or ignore it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from community.audit import acting_as, save_by
from community.errors import Conflict
from community.models import User
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Shift, Volunteer
from volunteers.rules.fitness import judge
from volunteers.rules.people import require_leader, require_own_or_staff
from volunteers.services.locking import lock, lock_shifts, move_to
from volunteers.services.refusals import full
from volunteers.services.telling import tell, tell_each

TIME_TO_ANSWER = timedelta(hours=24)
RESERVE_ANSWERS_WITHIN = timedelta(hours=12)


def places_left(shift: Shift) -> int:
    """The number of free places; the caller has the shift's lock."""
    return shift.places - Assignment.objects.holding().filter(shift=shift).count()


def ask(*, shift: Shift, volunteers: Iterable[Volunteer], by: User | None) -> list[Assignment]:
    """Ask volunteers for a shift; lapses after a day or when the shift begins. Those asked before are skipped.

    Raises not_allowed, called_off, past, and full if no place is open.
    """
    require_leader(by, shift)
    people = list(volunteers)
    now = timezone.now()
    with transaction.atomic():
        locked = lock_shifts([shift.pk])[shift.pk]
        if not locked.is_open or locked.is_over(now):
            raise Conflict("past", _("This shift is over, or called off."))
        if places_left(locked) < 1:
            raise full()
        known = set(Assignment.objects.filter(shift=locked).values_list("volunteer_id", flat=True))
        return write_asks([(locked, [each for each in people if each.pk not in known])], now, by)


def write_asks(wanted: Iterable[tuple[Shift, Sequence[Volunteer]]], now: datetime, by: User | None) -> list[Assignment]:
    """Write and send many asks at once: a shift may ask everybody, and a ladder may ask for many shifts in a minute.

    The caller has locked the shifts, and has checked that each has a place and asked none of these before.
    """
    rows, told = [], []
    for shift, people in wanted:
        answer_by = min(now + TIME_TO_ANSWER, shift.ends_at)
        told.append((shift, people, {"answer_by": answer_by}))
        rows += [
            Assignment(
                shift=shift,
                volunteer=each,
                state=PromiseState.ASKED,
                during=shift.span.range,
                noted_by=by,
                answer_by=answer_by,
            )
            for each in people
        ]
    if rows:
        bulk_create_with_history(rows, Assignment, default_user=by)
        tell_each(told, "duty_asked")
    return rows


def decline(*, promise: Assignment, by: User) -> None:
    """Decline an ask, or stop waiting. Raises not_yours, bad_state."""
    require_own_or_staff(by, promise.volunteer)
    with transaction.atomic():
        shift = lock([promise.volunteer_id], [promise.shift_id])[1][promise.shift_id]
        row = Assignment.objects.select_related("shift", "volunteer").get(pk=promise.pk)
        if row.state not in (PromiseState.ASKED, PromiseState.RESERVE):
            raise Conflict("bad_state", _("There is nothing left to answer."))
        move_to(row, PromiseState.DECLINED, by)
        ask_next_reserve(shift)


def wait_in_reserve(*, shift: Shift, volunteer: Volunteer, by: User) -> Assignment:
    """Wait for a place in a full shift; freed places are offered to the reserves in order.

    Raises not_yours, what `judge` raises, and not_full if the shift can simply be promised.
    """
    require_own_or_staff(by, volunteer)
    with transaction.atomic():
        people, shifts = lock([volunteer.pk], [shift.pk])
        locked = shifts[shift.pk]
        judge(people[volunteer.pk], locked, now=timezone.now())
        if places_left(locked) > 0:
            raise Conflict("not_full", _("There is a free place: you can take the shift right away."))
        row = Assignment.objects.open().filter(shift=locked, volunteer=volunteer).first()
        if row is not None:
            raise Conflict("twice", _("You are already on this shift, or waiting for it."))
        row = Assignment(shift=locked, volunteer=volunteer, state=PromiseState.RESERVE, during=locked.span.range)
        row.noted_by = None if volunteer.user_id == by.pk else by
        save_by(row, by)
    return row


def ask_next_reserve(shift: Shift) -> Assignment | None:
    """Offer a free place to the first in reserve; the caller has the shift's lock."""
    now = timezone.now()
    if not shift.is_open or shift.is_over(now):
        return None
    asked = Assignment.objects.filter(shift=shift, state=PromiseState.ASKED, replaces__isnull=True, answer_by__gt=now)
    waiting = Assignment.objects.filter(shift=shift, state=PromiseState.RESERVE).order_by("created_at", "pk")
    row = waiting.select_related("volunteer__user", "volunteer__resident").first()
    if row is None or places_left(shift) <= asked.count():
        return None
    row.answer_by = min(now + RESERVE_ANSWERS_WITHIN, shift.ends_at)
    move_to(row, PromiseState.ASKED, None)
    tell(row.volunteer, "duty_asked", shift, {"answer_by": row.answer_by})
    return row


def lapse_asks() -> int:
    """End asks that were not answered in time, and ask the next in reserve; returns how many."""
    due = Assignment.objects.filter(state=PromiseState.ASKED, answer_by__lte=timezone.now())
    done = 0
    for pk in sorted(set(due.order_by("pk").values_list("shift_id", flat=True)[:500])):
        with transaction.atomic():
            shift = lock_shifts([pk])[pk]
            done += _end_asks(due.filter(shift=shift))
            while ask_next_reserve(shift) is not None:
                pass
    return done


def _end_asks(asks: QuerySet[Assignment]) -> int:
    """End asks of a shift in bulk, because it may have asked everybody; the caller has the shift's lock."""
    rows, now = list(asks), timezone.now()
    for row in rows:
        row.state, row.revision, row.changed_at = PromiseState.LAPSED, row.revision + 1, now
    if rows:
        with acting_as(None):
            bulk_update_with_history(rows, Assignment, ["state", "revision", "changed_at"])
    return len(rows)


def tell_filled(shift: Shift) -> None:
    """End the asks of a full shift, and thank those asked; the caller has the shift's lock."""
    if places_left(shift) > 0:
        return
    asked = Assignment.objects.filter(shift=shift, state=PromiseState.ASKED)
    people = [each.volunteer for each in asked.select_related("volunteer__user", "volunteer__resident")]
    if _end_asks(asked):
        tell_each([(shift, people, {})], "duty_filled")
