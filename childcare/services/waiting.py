"""The waiting list: freed places are offered to the first family that fits, and held for it."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import WaitingState
from childcare.models import CARER_POINTS, Carer, CareRules, CareSession, CareSheet, CareWaiting, DropIn, Family
from childcare.rules.people import require_guardian, require_on
from childcare.rules.ratio import Standing, points_of, rules_on
from childcare.rules.sheets import purposes_of, why_not
from childcare.selectors.standing import standing_of
from childcare.services.locking import changing
from childcare.services.pickups import guardian_logins
from childcare.services.refusals import in_already
from community.delivery.notify import notify_many
from community.errors import Conflict, Invalid
from community.models import User
from community.ranges import today


def join_waiting(
    *, session: CareSession, sheets: Iterable[CareSheet], by: User | None = None, carer: Carer | None = None
) -> CareWaiting:
    """Wait with children of one family for places in a session that is running, or begins today.

    Raises not_guardian, not_signed_on, session_over, in_already, what their sheets forbid, waits_already, and fits if
    there is no need to wait.
    """
    children = list(sheets)
    family = one_family(children)
    if carer is not None:
        require_on(carer, session)
    else:
        for sheet in children:
            require_guardian(by, sheet)
    now, day = timezone.now(), today()
    (rules, bands), purposes = rules_on(day), purposes_of(children)
    for sheet in children:
        reason = why_not(sheet, purposes[sheet.pk], day, rules)
        if reason is not None:
            raise reason
    points = sum(points_of(each.age_on(day) or 0, day, extra=each.extra_points, bands=bands) for each in children)
    with changing(session.pk) as held:
        fresh = held[session.pk]
        if fresh.cancelled_at is not None or now >= fresh.ends_at or fresh.is_play:
            raise Conflict("session_over", _("This session is over."))
        if DropIn.objects.inside().filter(sheet__in=children).exists():
            raise in_already()
        if fresh.starts_at <= now and standing_of(fresh, now=now).takes(len(children), points):
            raise Conflict("fits", _("There is space for you now: just come in."))
        waiting = CareWaiting.objects.create(
            session=fresh, family=family, children=len(children), points=points, since=now
        )
        waiting.sheets.set(children)
    return waiting


def one_family(sheets: list[CareSheet]) -> Family:
    """The family of these children. Raises nobody for none, and families for children of several."""
    if not sheets:
        raise Invalid("nobody", _("Please choose at least one child."))
    if len({sheet.family_id for sheet in sheets}) > 1:
        raise Invalid("families", _("These children are of different families."))
    return sheets[0].family


def leave_waiting(*, waiting: CareWaiting, by: User | None = None, carer: Carer | None = None) -> None:
    """Stop waiting; held places go to the next family. Raises not_guardian, bad_state."""
    sheets = list(waiting.sheets.all())
    if carer is not None:
        require_on(carer, waiting.session)
    else:
        for sheet in sheets:
            require_guardian(by, sheet)
    with changing(waiting.session_id) as held:
        if not CareWaiting.objects.open().filter(pk=waiting.pk).update(state=WaitingState.LEFT, held_until=None):
            raise Conflict("bad_state", _("This family is no longer in line."))
        offer_freed(held[waiting.session_id])


def offer_freed(session: CareSession) -> list[CareWaiting]:
    """Hold free places for the first family in line that fits, and so on; the caller has locked the session.

    A family that is too large is passed over, and keeps its place in line.
    """
    now = timezone.now()
    if session.cancelled_at is not None or not session.starts_at <= now < session.ends_at:
        return []
    line = list(CareWaiting.objects.in_line().filter(session=session, state=WaitingState.WAITING))
    if not line:
        return []
    offered, until = [], now + timedelta(minutes=CareRules.load().offer_minutes)
    for waiting in line:
        if standing_of(session, now=now).takes(waiting.children, waiting.points):
            offered.append(_offer(waiting, until))
    return offered


def _offer(waiting: CareWaiting, until: datetime) -> CareWaiting:
    waiting.state, waiting.held_until = WaitingState.OFFERED, until
    waiting.save(update_fields=["state", "held_until"])
    logins = guardian_logins(waiting.sheets.all())
    clock = timezone.localtime(until, timezone.get_default_timezone()).strftime("%H:%M")
    notify_many(
        users=logins, kind="care_place_free", context={"until": clock}, path=reverse("my_childcare"), urgent=True
    )
    return waiting


def take_back_offers(session: CareSession) -> None:
    """Put the latest offers back in line if their places are gone, because a child came back."""
    offers = CareWaiting.objects.filter(session=session, state=WaitingState.OFFERED).order_by("-held_until", "-pk")
    for waiting in offers:
        if not _is_overheld(standing_of(session)):
            return
        waiting.state, waiting.held_until = WaitingState.WAITING, None
        waiting.save(update_fields=["state", "held_until"])


def _is_overheld(standing: Standing) -> bool:
    return (
        standing.present + standing.held > standing.places
        or standing.points + standing.held_points > standing.carers * CARER_POINTS
    )


def lapse_offers(now: datetime) -> int:
    """Expire offers that ran out, and offer the places to the next in line; returns how many."""
    due = CareWaiting.objects.filter(state=WaitingState.OFFERED, held_until__lte=now)
    sessions = set(due.values_list("session_id", flat=True))
    lapsed = 0
    for session in sorted(sessions):
        with changing(session) as held:
            lapsed += due.filter(session=session).update(state=WaitingState.LAPSED, held_until=None)
            offer_freed(held[session])
    over = CareWaiting.objects.open().filter(session__ends_at__lte=now)
    return lapsed + over.update(state=WaitingState.LEFT, held_until=None)
