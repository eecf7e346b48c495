"""Carers: their data, their duties, and periods with too few of them."""

from dataclasses import replace

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from childcare.enums import AlarmKind
from childcare.models import Breach, CareDuty, Carer, CareSession, Station
from childcare.rules.people import require_staff
from childcare.rules.ratio import Standing, refusal_to_go
from childcare.selectors.standing import standing_of
from childcare.services.alarms import alarm
from childcare.services.locking import changing
from childcare.services.waiting import offer_freed
from community.audit import acting_as, save_by
from community.errors import Conflict, Invalid
from community.models import User
from community.ranges import today
from community.typed_words import require_reason
from residents.models import Household
from residents.selectors import home_of, home_of_login
from volunteers import services as duty
from volunteers.enums import PostKind

PIN_LENGTH = (4, 8)


def save_carer(*, carer: Carer, by: User) -> Carer:
    """Save staff's changes to a carer. Raises not_allowed."""
    require_staff(by)
    save_by(carer, by)
    return carer


def retire_carer(*, carer: Carer, by: User | None) -> None:
    """Retire a carer; past duties stay on record, the PIN is deleted."""
    carer.is_active, carer.pin_hash = False, ""
    save_by(carer, by)


def set_pin(*, carer: Carer, pin: str, by: User) -> None:
    """Give a carer a PIN for the tablet: 4 to 8 digits. Raises not_allowed, pin_wrong."""
    if carer.user != by:
        require_staff(by)
    if not pin.isascii() or not pin.isdigit() or not PIN_LENGTH[0] <= len(pin) <= PIN_LENGTH[1] or len(set(pin)) == 1:
        raise Invalid("pin_wrong", _("A PIN must have 4 to 8 digits, not all the same."))
    carer.set_pin(pin)
    with acting_as(by):
        carer.save(update_fields=["pin_hash", "wrong_pins", "pin_locked_until"])


def sign_on_carer(
    *, session: CareSession, carer: Carer, by: User | None = None, station: Station | None = None
) -> CareDuty:
    """Sign a carer on; this also checks in a promised "children's room" shift.

    Someone in training is recorded but does not count. Raises unchecked, inactive, signed_on, session_over,
    too_early, and not_allowed without a tablet's PIN.
    """
    if station is None and carer.user != by:
        require_staff(by)
    now = timezone.now()
    if not carer.is_active:
        raise Invalid("inactive", _("This carer is no longer active."))
    if not carer.is_trainee and not carer.is_checked(today()):
        raise Invalid("unchecked", _("The yearly background check has expired: please ask the centre."))
    with transaction.atomic():
        # Volunteer and shift come before the session in the lock order.
        promise = duty.check_in_at_tablet(volunteer=carer.volunteer, kind=PostKind.CHILDREN)
        with changing(session.pk) as held:
            fresh = held[session.pk]
            if fresh.cancelled_at is not None or now >= fresh.reservation.span.end:
                raise Conflict("session_over", _("This session is over, or called off."))
            if now < fresh.starts_at - CareSession.HAND_OVER:
                raise Conflict("too_early", _("Carers can sign on from half an hour before opening."))
            row = CareDuty.objects.create(
                session=fresh,
                carer=carer,
                household=household_of(carer),
                promise=promise,
                counts=not carer.is_trainee,
                since=now,
                noted_by=by or carer.user,
            )
            _settle(fresh)
    return row


def household_of(carer: Carer) -> Household | None:
    """A carer's household, according to the register."""
    if carer.volunteer.resident is not None:
        return home_of(carer.volunteer.resident)
    return home_of_login(carer.user) if carer.user is not None else None


def sign_off_carer(*, duty: CareDuty, by: User | None = None) -> CareDuty:
    """Sign a carer off. Raises bad_state, and a message with what is needed first if children need the carer."""
    with changing(duty.session_id) as held:
        session, row = held[duty.session_id], _fresh(duty)
        if row.counts:
            reason = refusal_to_go(_without(session, row))
            if reason is not None:
                raise reason
        _end(row, by)
        _settle(session)
    return row


def declare_breach(*, duty: CareDuty, reason: str, by: User | None = None) -> Breach | None:
    """Take a carer off who falls ill or leaves; recorded even if too few are left.

    No child is admitted, the desk and carers on call are alerted, and the minutes count until enough carers are there
    again. Returns None if enough are left. Raises bad_state, reason_needed.
    """
    reason = require_reason(reason)
    with changing(duty.session_id) as held:
        session, row = held[duty.session_id], _fresh(duty)
        is_whole = _without(session, row).is_whole or not row.counts
        breach = None if is_whole else begin_breach(session, reason, by)
        _end(row, by)
    return breach


def begin_breach(session: CareSession, reason: str, by: User | None) -> Breach:
    """Record that too few carers are there; the caller has locked the session."""
    standing = Breach.objects.filter(session=session, ended_at=None).first()
    if standing is not None:
        return standing
    session.breach_since = timezone.now()
    with acting_as(by):
        session.save(update_fields=["breach_since"])
    breach = Breach.objects.create(session=session, began_at=session.breach_since, reason=reason, declared_by=by)
    alarm(AlarmKind.BREACH, session)
    duty.call_for(kind=PostKind.CHILDREN, now=timezone.now())
    return breach


def end_breach_if_whole(session: CareSession) -> None:
    """Admit children again once enough carers are there; the caller has locked the session."""
    if not session.is_in_breach or not standing_of(session).is_whole:
        return
    session.breach_since = None
    session.save(update_fields=["breach_since"])
    Breach.objects.filter(session=session, ended_at=None).update(ended_at=timezone.now())


def _settle(session: CareSession) -> None:
    """Follow up on a changed number of carers: end a breach, and offer places to families that now fit."""
    end_breach_if_whole(session)
    offer_freed(session)


def _fresh(duty: CareDuty) -> CareDuty:
    row = CareDuty.objects.select_related("carer__volunteer__user").get(pk=duty.pk)
    if row.until is not None:
        raise Conflict("bad_state", _("This carer has already signed off."))
    return row


def _without(session: CareSession, row: CareDuty) -> Standing:
    others = CareDuty.objects.on().filter(session=session, counts=True).exclude(pk=row.pk)
    homes = {home if home is not None else -carer for home, carer in others.values_list("household_id", "carer_id")}
    return replace(standing_of(session), carers=others.count(), homes=len(homes))


def _end(row: CareDuty, by: User | None) -> None:
    row.until, row.noted_by = timezone.now(), by or row.carer.user
    row.save(update_fields=["until", "noted_by"])
    Station.objects.filter(carer=row.carer).update(carer=None)
