"""Dropping children off: a whole family, all or none, in one transaction that locks the session."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import Purpose, WaitingState
from childcare.models import (
    Carer,
    CareRules,
    CareSession,
    CareSheet,
    CareWaiting,
    DropIn,
    PickupPerson,
    Station,
    TurnedAway,
)
from childcare.rules.people import require_on
from childcare.rules.ratio import points_of, refusal, rules_on
from childcare.rules.sheets import must_be_confirmed, purposes_of, why_not
from childcare.selectors.standing import standing_of
from childcare.services.families import follow_register
from childcare.services.locking import changing
from childcare.services.passes import pass_for
from childcare.services.refusals import in_already
from childcare.services.sheets import confirm_sheet
from childcare.services.waiting import one_family
from community import vault
from community.errors import Conflict, Invalid


def drop_off(
    *,
    session: CareSession,
    sheets: Iterable[CareSheet],
    until: datetime,
    carer: Carer,
    key: str,
    brought_by: PickupPerson | None = None,
    station: Station | None = None,
    allergies_read: bool = False,
    still_right: bool = False,
) -> list[DropIn]:
    """Take in children of one family until a time within the session: all or none.

    A repeated request, by its `key`, returns the same stays. Raises nobody, families, not_signed_on, session_over,
    not_open, is_play, until_wrong, in_already, no_consent, age_unknown, too_young, too_old, ask_again for a sheet not
    confirmed for a year, allergies_unread, and in_breach, full, two_carers, no_carers with a message on what would
    help.
    """
    children = sorted(sheets, key=lambda each: each.pk)
    family, key = one_family(children), _key(key)
    with changing(session.pk) as held:
        fresh, now = held[session.pk], timezone.now()
        inside = list(DropIn.objects.inside().filter(sheet__in=[each.pk for each in children]).order_by())
        if inside and all(each.key == key for each in inside) and len(inside) == len(children):
            return sorted(inside, key=lambda each: each.sheet_id)
        if inside:
            raise in_already()
        require_on(carer, fresh)
        _check(fresh, until, now)
        day = timezone.localdate(now, timezone.get_default_timezone())
        rules, bands = rules_on(day)
        _check_sheets(children, now, rules, allergies_read=allergies_read, still_right=still_right)
        ages = [each.age_on(day) or 0 for each in children]
        points = [
            points_of(age, day, extra=each.extra_points, bands=bands) for age, each in zip(ages, children, strict=True)
        ]
        reason = refusal(standing_of(fresh, now=now, besides=family.pk), len(children), sum(points))
        if reason is not None:
            raise reason
        day_pass = pass_for(family, day)
        follow_register(children, None)
        rows = DropIn.objects.bulk_create(
            DropIn(
                sheet=sheet,
                session=fresh,
                day_pass=day_pass,
                age=age,
                points=cost,
                in_at=now,
                due_at=until,
                brought_by=brought_by,
                carer=carer,
                station=station,
                key=key,
                allergies_read_at=now if allergies_read else None,
            )
            for sheet, age, cost in zip(children, ages, points, strict=True)
        )
        CareWaiting.objects.open().filter(family=family, session=fresh).update(
            state=WaitingState.TAKEN, held_until=None
        )
    return rows


def _key(key: str) -> str:
    """The page's key for a request. Raises key_needed."""
    key = str(key).strip()
    if not 1 <= len(key) <= 36:
        raise Invalid("key_needed", _("Please reload the page."))
    return key


def _check(session: CareSession, until: datetime, now: datetime) -> None:
    require_running(session, now)
    if session.is_play:
        raise Invalid("is_play", _("This is play with an accompanying adult: no child can be left."))
    if not now < until <= session.ends_at:
        raise Invalid("until_wrong", _("A child can stay at most until the session ends."))


def _check_sheets(
    children: list[CareSheet], now: datetime, rules: CareRules, *, allergies_read: bool, still_right: bool
) -> None:
    day, purposes = timezone.localdate(now, timezone.get_default_timezone()), purposes_of(children)
    for sheet in children:
        reason = why_not(sheet, purposes[sheet.pk], day, rules)
        if reason is not None:
            raise reason
    stale = [sheet for sheet in children if must_be_confirmed(sheet, now, rules)]
    if stale and not still_right:
        raise Conflict("ask_again", _("Is the sheet still right?"), sheets=stale)
    for sheet in stale:
        confirm_sheet(sheet=sheet, by=None)
    read = [sheet for sheet in children if Purpose.HEALTH in purposes[sheet.pk] and sheet.health.get("allergies")]
    if read and not allergies_read:
        raise Invalid(
            "allergies_unread", _("Please read the allergy notes first, and confirm that you did."), sheets=read
        )


def turn_away(*, session: CareSession, sheet: CareSheet, reason: str, carer: Carer, note: str = "") -> TurnedAway:
    """Turn away a child, for example with a fever or a rash, and record why. Raises not_signed_on, in_already."""
    require_on(carer, session)
    if DropIn.objects.inside().filter(sheet=sheet).exists():
        raise in_already()
    note = note.strip()[:500]
    return TurnedAway.objects.create(
        sheet=sheet,
        session=session,
        reason=reason,
        carer=carer,
        note_encrypted=vault.encrypt(note) if note else "",
    )


def require_running(session: CareSession, now: datetime) -> None:
    """Raise session_over, or not_open before it begins or if it is called off."""
    if session.cancelled_at is not None:
        raise Conflict("session_over", _("This session is called off."))
    if now >= session.ends_at:
        raise Conflict("session_over", _("This session is over."))
    if now < session.starts_at:
        raise Conflict("not_open", _("The session is not open yet."))
