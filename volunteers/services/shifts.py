"""Single shifts: add, move, resize, call off."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.faults import busy, refusing
from community.ladders import start_again
from community.models import User
from community.ranges import DAY, Span
from community.typed_words import require_reason
from volunteers.enums import PromiseState, ShiftState
from volunteers.models import Assignment, DutyTeam, Post, Shift
from volunteers.rules.fitness import facts_of, local_day, people_on, reasons_against
from volunteers.rules.people import require_staff
from volunteers.rules.plans import check_places
from volunteers.services.ladder import LADDER
from volunteers.services.locking import lock
from volunteers.services.reserves import ask_next_reserve
from volunteers.services.telling import tell

LONGEST = DAY


def check_span(span: Span) -> None:
    """Raise end_before_start, too_long, or past."""
    if span.end <= span.start:
        raise Invalid("end_before_start", _("The end must be after the start."))
    if span.duration > LONGEST:
        raise Invalid("too_long", _("A shift can last at most 24 hours."))
    if span.end <= timezone.now():
        raise Invalid("past", _("This time is in the past."))


def add_shift(
    *,
    post: Post,
    span: Span,
    by: User | None,
    team: DutyTeam | None = None,
    minimum: int | None = None,
    places: int | None = None,
) -> Shift:
    """Add a shift, independent of patterns. Raises not_allowed, what `check_span` raises, minimum."""
    require_staff(by)
    check_span(span)
    shift = Shift(
        post=post,
        team=team,
        date=local_day(span.start),
        starts_at=span.start,
        ends_at=span.end,
        minimum=post.minimum if minimum is None else minimum,
        places=post.places if places is None else places,
        is_by_hand=True,
    )
    check_places(shift.minimum, shift.places)
    with transaction.atomic():
        save_by(shift, by)
    return shift


def move_shift(*, shift: Shift, span: Span, by: User) -> Shift:
    """Move a shift in time together with its promises, or refuse and name the people in the way.

    The people on it are notified. Raises not_allowed, what `check_span` raises, called_off, past, in_the_way with
    `details["people"]`.
    """
    require_staff(by)
    check_span(span)
    with transaction.atomic():
        locked, on_it = _lock_with_people(shift)
        before = locked.span
        if before == span:
            return locked
        if any(each.state == PromiseState.DONE for each in on_it):
            raise Conflict("past", _("This shift is over."))
        locked.starts_at, locked.ends_at = span.start, span.end
        people = in_the_way(locked, on_it)
        if people:
            raise _in_the_way(people)
        locked.is_by_hand = True
        locked.revision, locked.changed_at = locked.revision + 1, timezone.now()
        clash = {"volunteers_promise_one_place_at_a_time": lambda: _in_the_way([])}
        with refusing(clash):
            save_by(locked, by)
        start_again(LADDER, locked.pk)
        for promise in on_it:
            promise.reminded_at = None
            promise.save(update_fields=["reminded_at"])
            tell(promise.volunteer, "duty_moved", locked, {"before": before})
    return locked


def in_the_way(shift: Shift, on_it: list[Assignment]) -> list[tuple[str, str]]:
    """The people on a shift who may not take it as changed, each by name and with the reason."""
    facts = facts_of([each.volunteer for each in on_it], shift.span)
    beside = people_on([shift])[shift.pk]
    needed = set(shift.post.skills.values_list("pk", flat=True))
    people = []
    for promise in on_it:
        known = facts[promise.volunteer_id]
        known.held = [each for each in known.held if each.shift_id != shift.pk]
        against = reasons_against(known, shift, shift.post, needed, beside)
        hard = next((each for each in against if not each.soft), None)
        if hard is not None:
            people.append((promise.volunteer.name, hard.message))
    return people


def _in_the_way(people: list[tuple[str, str]]) -> Conflict:
    names = "; ".join(f"{name}: {why}" for name, why in people)
    words = _("The shift cannot be moved there.") + (f" {names}" if names else "")
    return Conflict("in_the_way", words, people=people)


def resize_shift(*, shift: Shift, minimum: int, places: int, by: User | None) -> Shift:
    """Change the number of people. Raises not_allowed, minimum, and promised if more people promised already."""
    require_staff(by)
    check_places(minimum, places)
    with transaction.atomic():
        locked, _on_it = _lock_with_people(shift)
        locked.minimum, locked.places = minimum, places
        many = {
            "volunteers_shift_places_promised": lambda: Conflict("promised", _("More people have already promised."))
        }
        with refusing(many):
            save_by(locked, by)
        ask_next_reserve(locked)
    return locked


def call_off(*, shift: Shift, by: User | None, reason: str) -> Shift:
    """Call a shift off; people on it, asked or waiting are told why. Shifts already done keep their record.

    Raises not_allowed, reason_needed, bad_state.
    """
    require_staff(by)
    reason = require_reason(reason)
    with transaction.atomic():
        locked, _on_it = _lock_with_people(shift)
        locked.is_by_hand = True
        call_off_locked(locked, by, reason)
    return locked


def call_off_locked(shift: Shift, by: User | None, reason: str) -> None:
    """Write the cancellation; the caller has locked everyone on the shift. Raises bad_state for a shift that
    was done.
    """
    came = Assignment.objects.filter(shift=shift, state__in=[PromiseState.PRESENT, PromiseState.DONE])
    if came.exists() or shift.is_over(timezone.now()):
        raise Conflict("bad_state", _("Someone was already at the post: a shift that was done cannot be called off."))
    rows = Assignment.objects.open().filter(shift=shift).select_related("volunteer__user", "volunteer__resident")
    for promise in rows:
        promise.revision, promise.changed_at = promise.revision + 1, timezone.now()
        promise.state = PromiseState.CALLED_OFF
        save_by(promise, by)
        tell(promise.volunteer, "duty_called_off", shift, {"reason": reason})
    shift.state, shift.reason = ShiftState.CALLED_OFF, reason
    shift.revision, shift.changed_at = shift.revision + 1, timezone.now()
    save_by(shift, by)


def _lock_with_people(shift: Shift) -> tuple[Shift, list[Assignment]]:
    """A shift and the people holding a place, locked in this order: people, then the shift.

    Raises called_off, and busy if someone joined before the shift was locked, because their row can no longer be
    locked in the right order.
    """
    rows = Assignment.objects.filter(shift=shift, state__in=[*PromiseState.open(), PromiseState.DONE]).order_by("pk")
    people, shifts = lock(rows.values_list("volunteer_id", flat=True), [shift.pk])
    locked = shifts[shift.pk]
    if not locked.is_open:
        raise Conflict("called_off", _("This shift is called off."))
    on_it = list(rows)
    if not {each.volunteer_id for each in on_it} <= set(people):
        raise busy()
    for each in on_it:
        each.volunteer, each.shift = people[each.volunteer_id], locked
    return locked, [each for each in on_it if each.state in PromiseState.holding()]
