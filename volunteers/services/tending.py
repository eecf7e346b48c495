"""Time-driven changes: missing people, finished shifts, reminders, unsigned handovers."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from community.ladders import start_again
from volunteers.enums import PromiseState
from volunteers.models import Assignment, CodeAttempt, Handover, Shift
from volunteers.rules.presence import MISSED_AFTER, TELL_AFTER
from volunteers.services.ladder import LADDER
from volunteers.services.locking import lock, lock_shifts, move_to
from volunteers.services.reserves import ask_next_reserve, lapse_asks
from volunteers.services.telling import tell, tell_leaders

AT_ONCE = 500  # rows per run
REMIND_BEFORE = timedelta(hours=24)
SIGN_WITHIN = timedelta(minutes=30)


def tend_duty() -> None:
    """Apply time-driven changes to asks, promises and handovers; runs every minute, and is safe in two workers
    at once.
    """
    lapse_asks()
    tell_missing()
    note_missed()
    finish()
    tell_unsigned()
    CodeAttempt.objects.filter(at__lt=timezone.now() - CodeAttempt.KEPT_FOR).delete()


def tell_missing() -> int:
    """Tell the leader who is missing 15 minutes after the start; returns how many."""
    now = timezone.now()
    due = Assignment.objects.filter(
        state=PromiseState.PROMISED,
        missing_told_at=None,
        shift__starts_at__lte=now - TELL_AFTER,
        shift__ends_at__gt=now,
    )
    done = 0
    for promise in due.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            row = _lock(promise)
            if row.state != PromiseState.PROMISED or row.missing_told_at is not None:
                continue
            row.missing_told_at = now
            row.save(update_fields=["missing_told_at"])
            tell_leaders(
                row.shift, "duty_missing", {"who": row.volunteer.name, "phone": row.volunteer.phone}, urgent=True
            )
            done += 1
    return done


def note_missed() -> int:
    """Mark people who are not there after 30 minutes as missed, which frees the place; returns how many."""
    due = Assignment.objects.filter(state=PromiseState.PROMISED, shift__starts_at__lte=timezone.now() - MISSED_AFTER)
    done = 0
    for promise in due.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            row = _lock(promise)
            if row.state != PromiseState.PROMISED:
                continue
            row.wants_cover_since = None
            move_to(row, PromiseState.MISSED, None)
            start_again(LADDER, row.shift_id)
            ask_next_reserve(row.shift)
            done += 1
    return done


def finish() -> int:
    """Mark present people as done once the shift is over; its end counts, as there is no check-out. Returns how
    many.
    """
    due = Assignment.objects.filter(state=PromiseState.PRESENT, shift__ends_at__lte=timezone.now())
    done = 0
    for promise in due.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            row = _lock(promise)
            if row.state != PromiseState.PRESENT:
                continue
            move_to(row, PromiseState.DONE, None)
            done += 1
    return done


def remind() -> int:
    """Remind people on duty within a day, once; runs every ten minutes. Returns how many."""
    now = timezone.now()
    due = Assignment.objects.filter(
        state=PromiseState.PROMISED,
        reminded_at=None,
        shift__starts_at__gt=now,
        shift__starts_at__lte=now + REMIND_BEFORE,
    )
    done = 0
    for promise in due.order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            row = _lock(promise)
            if row.state != PromiseState.PROMISED or row.reminded_at is not None:
                continue
            row.reminded_at = now
            row.save(update_fields=["reminded_at"])
            partners = Assignment.objects.ahead().filter(shift=row.shift).exclude(pk=row.pk)
            names = [each.volunteer.name for each in partners.select_related("volunteer")]
            tell(row.volunteer, "duty_tomorrow", row.shift, {"partners": names})
            done += 1
    return done


def tell_unsigned() -> int:
    """Tell the leader of handovers not signed by both 30 minutes after the shift's end; returns how many.

    If a shift was done but not written up, an empty handover is created.
    """
    now = timezone.now()
    over = Shift.objects.taking_place().filter(
        ends_at__lte=now - SIGN_WITHIN, ends_at__gt=now - timedelta(days=2), handover__told_at=None
    )
    done = 0
    for shift in over.filter(assignments__state=PromiseState.DONE).distinct().order_by("pk")[:AT_ONCE]:
        with transaction.atomic():
            locked = lock_shifts([shift.pk])[shift.pk]
            if locked.post.is_on_call:
                continue
            row, _new = Handover.objects.get_or_create(shift=locked, defaults={"post": locked.post})
            if row.is_signed or row.told_at is not None:
                continue
            row.told_at = now
            row.save(update_fields=["told_at"])
            tell_leaders(locked, "duty_handover_unsigned")
            done += 1
    return done


def _lock(promise: Assignment) -> Assignment:
    people, shifts = lock([promise.volunteer_id], [promise.shift_id])
    row = Assignment.objects.get(pk=promise.pk)
    row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
    return row
