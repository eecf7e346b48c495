"""Cover and swaps: a place changes hands in one transaction, so that it never appears to be empty."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from community.audit import save_by
from community.errors import Conflict, Invalid
from community.faults import refusing
from community.models import User
from volunteers.enums import PromiseState, SwapState
from volunteers.models import Assignment, Shift, Swap, Volunteer
from volunteers.rules.fitness import facts_of, judge
from volunteers.rules.people import is_own, require_leader, require_own_or_staff
from volunteers.services.locking import lock, move_to
from volunteers.services.refusals import REFUSALS
from volunteers.services.telling import tell, tell_leaders


def want_cover(*, promise: Assignment, by: User) -> Assignment:
    """Ask for cover: the volunteer stays responsible until someone covers, and the team is notified.

    The leader or the centre may do it for a caller. Raises not_allowed, bad_state.
    """
    _require_own_or_leader(by, promise)
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id], [promise.shift_id])
        row = _fresh(promise, people, shifts)
        if row.wants_cover_since is None:
            row.wants_cover_since, row.changed_at = timezone.now(), timezone.now()
            save_by(row, by)
            tell_leaders(row.shift, "duty_cover_wanted", {"who": row.volunteer.masked_name})
            _tell_team(row)
    return row


def _require_own_or_leader(by: User, promise: Assignment) -> None:
    if not is_own(by, promise.volunteer):
        require_leader(by, promise.shift)


def _tell_team(row: Assignment) -> None:
    """Notify the members of the shift's team who are not on it."""
    if row.shift.team is None:
        return
    members = row.shift.team.members.active().with_person().exclude(assignments__in=_on(row.shift))
    for member in members.exclude(Q(pk=row.shift.team.leader_id)):
        tell(member, "duty_cover_wanted", row.shift, {"who": row.volunteer.masked_name})


def _on(shift: Shift) -> "list[Assignment]":
    return list(Assignment.objects.open().filter(shift=shift))


def come_after_all(*, promise: Assignment, by: User) -> Assignment:
    """Stop looking for cover. Raises not_allowed, bad_state."""
    _require_own_or_leader(by, promise)
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id], [promise.shift_id])
        row = _fresh(promise, people, shifts)
        row.wants_cover_since = None
        save_by(row, by)
    return row


def cover(*, promise: Assignment, volunteer: Volunteer, by: User, exception: str = "") -> Assignment:
    """Take over a promise: one ends and another begins. If several people try at once, one wins.

    The leader or the centre may do it for someone, and also for a promise that does not look for cover. Raises
    not_allowed, covered_already, own, and what `judge` raises.
    """
    own = is_own(by, volunteer)
    if not own:
        require_leader(by, promise.shift)
    if volunteer.pk == promise.volunteer_id:
        raise Invalid("own", _("This is the same person."))
    with transaction.atomic():
        people, shifts = lock([promise.volunteer_id, volunteer.pk], [promise.shift_id])
        row = Assignment.objects.get(pk=promise.pk)
        wanted = row.wants_cover_since is not None or not own
        if row.state != PromiseState.PROMISED or not wanted:
            raise Conflict("covered_already", _("Someone else was faster. Thank you for offering!"))
        row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
        judge(people[volunteer.pk], row.shift, now=timezone.now(), exception=exception)
        new = take_over(row, people[volunteer.pk], by, exception)
        tell(row.volunteer, "duty_covered", row.shift, {"who": people[volunteer.pk].name})
    return new


def take_over(row: Assignment, volunteer: Volunteer, by: User | None, exception: str = "") -> Assignment:
    """End one promise and begin another in its place; the caller has the locks."""
    row.wants_cover_since = None
    move_to(row, PromiseState.COVERED, by)
    return _begin(row, volunteer, by, noted_by=None if is_own(by, volunteer) else by, exception=exception)


def _begin(
    row: Assignment, volunteer: Volunteer, by: User | None, *, noted_by: User | None, exception: str = ""
) -> Assignment:
    answered = Assignment.objects.filter(
        shift=row.shift, volunteer=volunteer, state__in=[PromiseState.ASKED, PromiseState.RESERVE]
    ).first()
    new = answered or Assignment(shift=row.shift, volunteer=volunteer, during=row.shift.span.range)
    new.replaces, new.exception, new.answer_by, new.noted_by = row, exception, None, noted_by
    with refusing(REFUSALS):
        move_to(new, PromiseState.PROMISED, by)
    return new


def offer_swap(*, offered: Assignment, wanted: Assignment, by: User) -> Swap:
    """Offer one's own shift in exchange for another. Raises not_yours, own, same_shift, bad_state, asked_already."""
    require_own_or_staff(by, offered.volunteer)
    if offered.volunteer_id == wanted.volunteer_id:
        raise Invalid("own", _("Both shifts belong to the same person."))
    if offered.shift_id == wanted.shift_id:
        raise Invalid("same_shift", _("You are both already on this shift."))
    with transaction.atomic():
        people, shifts = lock([offered.volunteer_id, wanted.volunteer_id], [offered.shift_id, wanted.shift_id])
        mine, theirs = _fresh(offered, people, shifts), _fresh(wanted, people, shifts)
        _judge_swap(mine, theirs)
        again = {
            "volunteers_swap_asked_once": lambda: Conflict("asked_already", _("You have already asked for this swap.")),
        }
        with refusing(again):
            swap = Swap.objects.create(offered=mine, wanted=theirs)
        tell(theirs.volunteer, "duty_swap_asked", theirs.shift, {"who": mine.volunteer.name, "offered": mine.shift})
    return swap


def accept_swap(*, swap: Swap, by: User) -> tuple[Assignment, Assignment]:
    """Exchange two promises, even if the shifts overlap; returns the new ones.

    Raises not_yours, bad_state, and what `judge` raises for either.
    """
    require_own_or_staff(by, swap.wanted.volunteer)
    offered, wanted = swap.offered, swap.wanted
    with transaction.atomic():
        people, shifts = lock([offered.volunteer_id, wanted.volunteer_id], [offered.shift_id, wanted.shift_id])
        swap = _asked(swap)
        mine, theirs = _fresh(offered, people, shifts), _fresh(wanted, people, shifts)
        _judge_swap(mine, theirs)
        for row in (mine, theirs):
            row.wants_cover_since = None
            move_to(row, PromiseState.COVERED, by)
        # The offer itself was the other volunteer's consent.
        new = (
            _begin(theirs, mine.volunteer, by, noted_by=None),
            _begin(mine, theirs.volunteer, by, noted_by=None if is_own(by, theirs.volunteer) else by),
        )
        for row in new:
            tell(row.volunteer, "duty_swapped", row.shift)
        _settle(swap, SwapState.DONE)
    return new


def decline_swap(*, swap: Swap, by: User) -> None:
    """Decline a swap, or withdraw one's own offer. Raises not_yours, bad_state."""
    owner = is_own(by, swap.offered.volunteer)
    if not owner:
        require_own_or_staff(by, swap.wanted.volunteer)
    with transaction.atomic():
        swap = _asked(swap)
        _settle(swap, SwapState.WITHDRAWN if owner else SwapState.DECLINED)
        if not owner:
            volunteer = Volunteer.objects.with_person().get(pk=swap.offered.volunteer_id)
            tell(volunteer, "duty_swap_declined", swap.offered.shift)


def _asked(swap: Swap) -> Swap:
    found = Swap.objects.select_for_update(of=["self"]).select_related(
        "offered__shift__post", "wanted__shift__post", "offered__volunteer", "wanted__volunteer"
    )
    fresh = found.get(pk=swap.pk)
    if fresh.state != SwapState.ASKED:
        raise Conflict("bad_state", _("This swap was already answered."))
    return fresh


def _settle(swap: Swap, state: str) -> None:
    swap.state, swap.answered_at = state, timezone.now()
    swap.save(update_fields=["state", "answered_at"])


def _judge_swap(mine: Assignment, theirs: Assignment) -> None:
    """Check that each may take the other's shift once their own is gone."""
    for row, other in ((mine, theirs), (theirs, mine)):
        facts = facts_of([row.volunteer], other.shift.span)
        known = facts[row.volunteer_id]
        known.held = [each for each in known.held if each.shift_id != row.shift_id]
        judge(row.volunteer, other.shift, now=timezone.now(), facts=facts)


def _fresh(promise: Assignment, people: dict[int, Volunteer], shifts: dict[int, Shift]) -> Assignment:
    row = Assignment.objects.get(pk=promise.pk)
    row.shift, row.volunteer = shifts[row.shift_id], people[row.volunteer_id]
    if row.state != PromiseState.PROMISED or row.shift.is_over(timezone.now()):
        raise Conflict("bad_state", _("This promise is no longer valid."))
    return row
