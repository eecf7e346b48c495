"""Patterns, the shifts generated from them, and changes from a date on, with a preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.faults import busy
from community.models import User
from community.ranges import DAY, today
from volunteers.models import Assignment, DutyTeam, PatternTeam, RosterPattern, Shift
from volunteers.rules.people import require_staff
from volunteers.rules.plans import PlannedShift, check_pattern, horizon, plan
from volunteers.services.locking import lock
from volunteers.services.shifts import call_off_locked, in_the_way
from volunteers.services.telling import tell

BUILD = (
    "post_id",
    "weekdays",
    "starts",
    "ends",
    "every",
    "minimum",
    "places",
    "weight",
    "festival_weight",
    "on_holiday",
)


def create_pattern(*, new: RosterPattern, teams: Sequence[DutyTeam], by: User) -> RosterPattern:
    """Create a pattern, and its shifts for the next eight weeks.

    Raises not_allowed, past, and what `check_pattern` raises.
    """
    require_staff(by)
    check_pattern(new)
    if new.last_day is not None and new.last_day < today():
        raise Invalid("past", _("This pattern would already be over."))
    with transaction.atomic():
        new.created_by = by
        save_by(new, by)
        _set_turns(new, teams)
        make_shifts(patterns=[new])
    return new


def _set_turns(pattern: RosterPattern, teams: Sequence[DutyTeam]) -> None:
    PatternTeam.objects.bulk_create(
        PatternTeam(pattern=pattern, team=team, position=place) for place, team in enumerate(teams)
    )


def make_shifts(*, patterns: Iterable[RosterPattern] | None = None, until: date | None = None) -> int:
    """Generate the shifts of running patterns up to eight weeks ahead; returns how many are new.

    One for each pattern and date, even if two workers do it at once. Shifts that were moved or called off keep their
    date, so they are not generated again.
    """
    first, last = today(), until or horizon(today())
    running = RosterPattern.objects.running(first) if patterns is None else patterns
    return sum(_make(pattern.pk, first, last) for pattern in running)


def _make(pk: int, first: date, last: date) -> int:
    """Generate the shifts of one locked pattern; concurrent workers would generate the same ones."""
    with transaction.atomic():
        found = RosterPattern.objects.select_related("post").select_for_update(
            of=["self"], no_key=True, skip_locked=True
        )
        pattern = found.filter(pk=pk).first()
        if pattern is None:
            return 0
        rows = [_shift(pattern, each) for each in plan(pattern, first, last) if not each.skipped]
        return _insert(pattern, rows)


def _shift(pattern: RosterPattern, planned: PlannedShift) -> Shift:
    return Shift(
        post=pattern.post,
        pattern=pattern,
        date=planned.day,
        team=planned.team,
        starts_at=planned.span.start,
        ends_at=planned.span.end,
        minimum=pattern.minimum,
        places=pattern.places,
        weight=planned.weight,
    )


def _insert(pattern: RosterPattern, rows: list[Shift]) -> int:
    """Insert the shifts that do not exist yet; the caller has the pattern's lock."""
    there = set(pattern.shifts.filter(date__in=[each.date for each in rows]).values_list("date", flat=True))
    new = [each for each in rows if each.date not in there and each.ends_at > timezone.now()]
    Shift.objects.bulk_create(new, ignore_conflicts=True)
    return len(new)


@dataclass(slots=True)
class Change:
    """The effects of a new pattern on the shifts of an old one from a date on, and who is affected."""

    stays: list[Shift] = field(default_factory=list)
    moves: list[tuple[Shift, PlannedShift]] = field(default_factory=list)
    goes: list[Shift] = field(default_factory=list)
    comes: list[PlannedShift] = field(default_factory=list)
    skipped: list[PlannedShift] = field(default_factory=list)
    by_hand: list[Shift] = field(default_factory=list)

    @property
    def touched(self) -> list[str]:
        """The names of those whose shifts move or are called off."""
        shifts = [*self.goes, *(shift for shift, _planned in self.moves)]
        people = {each.volunteer_id: each.volunteer.name for shift in shifts for each in shift.on_it}  # type: ignore[attr-defined]
        return sorted(people.values())


def preview(*, old: RosterPattern, new: RosterPattern, from_day: date, teams: Sequence[DutyTeam]) -> Change:
    """Preview the effects of `change_from`; writes nothing."""
    check_pattern(new)
    change = Change()
    planned = {}
    for each in plan(new, from_day, horizon(today()), teams):
        if each.skipped:
            change.skipped.append(each)
        else:
            planned[each.day] = each
    for shift in _shifts_from(old, from_day):
        target = planned.pop(shift.date, None)
        if shift.is_by_hand or not shift.is_open or shift.starts_at <= timezone.now():
            change.by_hand.append(shift)
        elif target is None:
            change.goes.append(shift)
        elif target.span == shift.span:
            change.stays.append(shift)
        else:
            change.moves.append((shift, target))
    change.comes = list(planned.values())
    return change


def _shifts_from(pattern: RosterPattern, day: date) -> list[Shift]:
    rows = list(
        Shift.objects.filter(pattern=pattern, date__gte=day, ends_at__gt=timezone.now())
        .select_related("post", "team__leader")
        .order_by("date")
    )
    on_it = Assignment.objects.ahead().filter(shift__in=rows).select_related("volunteer__user", "volunteer__resident")
    by_shift: dict[int, list[Assignment]] = {}
    for each in on_it:
        by_shift.setdefault(each.shift_id, []).append(each)
    for row in rows:
        row.on_it = by_shift.get(row.pk, [])  # type: ignore[attr-defined]
    return rows


def change_from(
    *, old: RosterPattern, new: RosterPattern, from_day: date, teams: Sequence[DutyTeam], by: User
) -> Change:
    """Replace a pattern by another from a date on; people keep their place if their shift continues.

    A shift on a date of both moves to the new hours with its people, unless that is impossible for one of them; then
    it stays as it was. Other shifts are called off. Everyone affected is notified. Raises not_allowed, past,
    other_post, and what `check_pattern` raises.
    """
    require_staff(by)
    if from_day < today():
        raise Invalid("past", _("A change can begin today at the earliest."))
    if new.post_id != old.post_id:
        raise Invalid("other_post", _("For another post, please create another pattern."))
    new.first_day = from_day
    with transaction.atomic():
        people = Assignment.objects.open().filter(shift__pattern=old, shift__date__gte=from_day)
        pks = [(each.volunteer_id, each.shift_id) for each in people]
        every_shift = list(Shift.objects.filter(pattern=old, date__gte=from_day).values_list("pk", flat=True))
        locked_people, _shifts = lock([volunteer for volunteer, _shift in pks], every_shift)
        fresh = RosterPattern.objects.select_for_update().get(pk=old.pk)
        if fresh.last_day is not None and fresh.last_day < from_day:
            raise Conflict("ended", _("This pattern has already ended."))
        change = preview(old=fresh, new=new, from_day=from_day, teams=teams)
        if not {each.volunteer_id for each in people} <= set(locked_people):
            raise busy()
        _end(fresh, from_day, by)
        new.follows, new.created_by = fresh, by
        save_by(new, by)
        _set_turns(new, teams)
        _apply(change, new, by)
        make_shifts(patterns=[new])
    return change


def _end(pattern: RosterPattern, from_day: date, by: User) -> None:
    """End a pattern the day before; one that had not begun disappears."""
    pattern.last_day = max(from_day, pattern.first_day) - DAY
    save_by(pattern, by)


def _apply(change: Change, new: RosterPattern, by: User) -> None:
    for shift in change.stays:
        _adopt(shift, new, by)
    for shift, planned in change.moves:
        before, weight = shift.span, shift.weight
        shift.starts_at, shift.ends_at, shift.weight = planned.span.start, planned.span.end, planned.weight
        on_it = shift.on_it  # type: ignore[attr-defined]
        if not on_it or not in_the_way(shift, on_it):
            _adopt(shift, new, by)
            for each in on_it:
                tell(each.volunteer, "duty_moved", shift, {"before": before})
        else:
            shift.starts_at, shift.ends_at, shift.weight, shift.is_by_hand = before.start, before.end, weight, True
            _adopt(shift, new, by)
            change.by_hand.append(shift)
    for shift in change.by_hand:
        if shift.pattern_id != new.pk:
            _adopt(shift, new, by)
    for shift in change.goes:
        call_off_locked(shift, by, _("The roster has changed."))


def _adopt(shift: Shift, new: RosterPattern, by: User) -> None:
    """Move a shift to the new pattern; its places never fall below the number promised."""
    held = Assignment.objects.holding().filter(shift=shift).count()
    shift.pattern = new
    if not shift.is_by_hand:
        shift.places = max(new.places, held, 1)
        shift.minimum = min(new.minimum, shift.places)
    shift.revision, shift.changed_at = shift.revision + 1, timezone.now()
    save_by(shift, by)


def end_pattern(*, pattern: RosterPattern, last_day: date, by: User) -> list[Shift]:
    """End a pattern: later shifts are called off, and the people on them are notified. Returns those shifts.

    Raises not_allowed, past.
    """
    require_staff(by)
    if last_day < today() - DAY:
        raise Invalid("past", _("A change can begin today at the earliest."))
    with transaction.atomic():
        people = Assignment.objects.open().filter(shift__pattern=pattern, shift__date__gt=last_day)
        every_shift = Shift.objects.filter(pattern=pattern, date__gt=last_day).values_list("pk", flat=True)
        lock([each.volunteer_id for each in people], every_shift)
        fresh = RosterPattern.objects.select_for_update().get(pk=pattern.pk)
        fresh.last_day = max(last_day, fresh.first_day - DAY)
        save_by(fresh, by)
        gone = [each for each in _shifts_from(fresh, last_day + DAY) if each.is_open and not each.is_by_hand]
        for shift in gone:
            call_off_locked(shift, by, _("The roster has changed."))
    return gone


def differs(old: RosterPattern, new: RosterPattern) -> dict[str, tuple[Any, Any]]:
    """The fields that differ between two patterns, with both values."""
    pairs = {name: (getattr(old, name), getattr(new, name)) for name in BUILD}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
