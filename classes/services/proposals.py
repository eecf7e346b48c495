"""Proposals: propose, pledge, plan exactly once, approve or decline."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.enums import ProposalState as State
from classes.models import ClassSession, Enrolment, InterestClass, Pledge, Proposal
from classes.models.proposals import HOURS_OF_WEEK
from classes.rules.best_hour import BestPlan, best_plan, clocks, fitting_rooms
from classes.rules.people import require_staff
from classes.rules.plans import check_room
from classes.services.locking import lock_class
from classes.services.seats import KINDS, seat
from classes.services.sessions import hold_room, release_room
from classes.services.telling import tell
from community.audit import save_by
from community.delivery.notify import notify_many
from community.errors import Conflict, Invalid
from community.locks import lock_user
from community.models import User
from community.ranges import today
from community.typed_words import require_reason
from rooms.services import ledger

MOST_OPEN = 3


def propose(*, new: Proposal, hours: Iterable[int], by: User) -> Proposal:
    """Propose a class; the proposer is the first to pledge. Raises too_many, hours_needed."""
    with transaction.atomic():
        lock_user(by)
        if Proposal.objects.public().filter(proposer=by).count() >= MOST_OPEN:
            message = _("You have %(count)d open proposals. Please wait until they are settled.")
            raise Invalid("too_many", message % {"count": MOST_OPEN})
        new.proposer = by
        save_by(new, by)
        _add(new, by, hours)
    return new


def pledge(*, proposal: Proposal, user: User, hours: Iterable[int]) -> Proposal:
    """Pledge to come, with the possible hours; pledging again changes the hours.

    With the last pledge needed, the best hour and a fitting free room are found and held, exactly once even with
    simultaneous pledges. If no room is free, the next pledge tries again, and staff are shown the proposal. Raises
    hours_needed, not_open.
    """
    with transaction.atomic():
        lock_user(user)
        locked = _lock(proposal)
        if locked.state not in State.unsettled() or locked.open_until < today():
            raise Conflict("not_open", _("This proposal takes no more pledges."))
        _add(locked, user, hours)
        if locked.state == State.OPEN:
            _plan(locked)
    return locked


def _add(proposal: Proposal, user: User, hours: Iterable[int]) -> None:
    chosen = sorted(set(hours))
    if not chosen or chosen[0] < 0 or chosen[-1] >= HOURS_OF_WEEK:
        raise Invalid("hours_needed", _("Please choose at least one hour that suits you."))
    Pledge.objects.update_or_create(proposal=proposal, user=user, defaults={"hours": chosen})


def _plan(locked: Proposal) -> None:
    pledges = list(locked.pledges.all())
    if len(pledges) < locked.needed:
        return
    rooms = ledger.lock_rooms(fitting_rooms(locked, len(pledges)))
    plan = best_plan(locked, pledges, sorted(rooms, key=lambda room: room.capacity))
    if plan is None:
        return
    locked.interest_class = _draft(locked, plan, len(pledges))
    _settle(locked, State.PLANNED)
    _tell_pledgers(locked, "proposal_planned")


def _draft(proposal: Proposal, plan: BestPlan, people: int) -> InterestClass:
    """The draft class of a plan, its sessions holding the room; only staff can see it yet."""
    starts, ends = clocks(plan.hour, proposal.minutes)
    days = [timezone.localdate(session.span.start) for session in plan.sessions]
    draft = InterestClass(
        name=proposal.name,
        about=proposal.about,
        teacher_name=proposal.teacher_name,
        capacity=min(plan.room.capacity, max(2 * proposal.needed, people)),
        room=plan.room,
        weekday=plan.hour.weekday,
        starts=starts,
        ends=ends,
        first_day=days[0],
        last_day=days[-1],
        state=InterestClass.State.DRAFT,
        created_by=proposal.proposer,
    )
    save_by(draft, proposal.proposer)
    for session in plan.clear:
        hold_room(draft, plan.room, session.span, proposal.proposer)
    return draft


def take_back_pledge(*, proposal: Proposal, user: User) -> None:
    """Withdraw a pledge. Raises not_open, is_proposer.

    A plan that then has too few neighbours releases its room and looks for neighbours again.
    """
    with transaction.atomic():
        lock_user(user)
        locked = _lock(proposal)
        if locked.state not in State.unsettled():
            raise Conflict("not_open", _("This proposal is already settled."))
        if locked.proposer_id == user.pk:
            raise Invalid("is_proposer", _("You proposed it yourself; you can withdraw the proposal."))
        locked.pledges.filter(user=user).delete()
        if locked.state == State.PLANNED and locked.pledges.count() < locked.needed:
            _reopen(locked, user)


def _reopen(locked: Proposal, by: User) -> None:
    if locked.interest_class is not None:
        _drop(locked.interest_class, by, _("Too few neighbours"))
    locked.interest_class = None
    _settle(locked, State.OPEN, by)
    _tell_pledgers(locked, "proposal_reopened")


def withdraw_proposal(*, proposal: Proposal, by: User) -> Proposal:
    """Withdraw one's own proposal and release its room. Raises not_yours, not_open."""
    if proposal.proposer_id != by.pk:
        raise Invalid("not_yours", _("This is not your proposal."))
    return _end(proposal, State.WITHDRAWN, by, _("The proposal was withdrawn."))


def decline_proposal(*, proposal: Proposal, by: User, reason: str) -> Proposal:
    """Decline a proposal with a reason. Raises not_allowed, reason_needed, not_open."""
    require_staff(by)
    return _end(proposal, State.DECLINED, by, require_reason(reason))


def lapse_proposals(*, on: date | None = None) -> int:
    """End proposals that found too few neighbours by their deadline; returns how many. For the worker."""
    over = Proposal.objects.filter(state=State.OPEN, open_until__lt=on or today()).select_related("proposer")
    ended = 0
    for proposal in over:
        _end(proposal, State.LAPSED, None, "")
        ended += 1
    return ended


def _end(proposal: Proposal, state: str, by: User | None, reason: str) -> Proposal:
    with transaction.atomic():
        locked = _lock(proposal)
        if locked.state not in State.unsettled():
            raise Conflict("not_open", _("This proposal is already settled."))
        if locked.interest_class is not None:
            _drop(locked.interest_class, by or locked.proposer, reason)
        locked.reason = reason
        _settle(locked, state, by)
        _tell_pledgers(locked, f"proposal_{state}")
    return locked


def _drop(draft: InterestClass, by: User, reason: str) -> None:
    draft = lock_class(draft)
    for session in ClassSession.objects.ahead(timezone.now()).filter(interest_class=draft):
        release_room(session, by, reason)
    draft.state = InterestClass.State.CANCELLED
    save_by(draft, by)


def approve_proposal(*, proposal: Proposal, by: User, teacher_name: str, capacity: int) -> InterestClass:
    """Open the planned class; those who pledged are enrolled first, in the order of their pledges.

    Raises not_allowed, not_planned, teacher_needed, room_too_small, over.
    """
    require_staff(by)
    if not teacher_name.strip():
        raise Invalid("teacher_needed", _("Please say who teaches."))
    with transaction.atomic():
        locked = _lock(proposal)
        if locked.state != State.PLANNED or locked.interest_class is None:
            raise Invalid("not_planned", _("This proposal has no plan to approve."))
        opened = lock_class(locked.interest_class)
        check_room(opened.room, capacity)
        if not opened.sessions.ahead(timezone.now()).exists():
            raise Conflict("over", _("Every planned session is over. Please decline it, or create a new class."))
        opened.teacher_name, opened.capacity = teacher_name.strip()[:100], capacity
        opened.state = InterestClass.State.OPEN
        save_by(opened, by)
        _settle(locked, State.APPROVED, by)
        for promise in locked.pledges.select_related("user").filter(user__is_active=True):
            state = seat(opened, [Enrolment(interest_class=opened, user=promise.user)], by=promise.user)
            tell(promise.user, KINDS[state], opened, {"people": [promise.user.name]})
    return opened


def _lock(proposal: Proposal) -> Proposal:
    return Proposal.objects.select_for_update(of=["self"]).select_related("interest_class__room").get(pk=proposal.pk)


def _settle(locked: Proposal, state: str, by: User | None = None) -> None:
    locked.state = state
    save_by(locked, by)


def _tell_pledgers(proposal: Proposal, kind: str) -> None:
    users = [promise.user for promise in proposal.pledges.select_related("user")]
    notify_many(users=users, kind=kind, context={"proposal": proposal}, path=proposal.get_absolute_url())
