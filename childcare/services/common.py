"""Shared parts of the services of the children's room: locks, constraint messages, alarms, notifications."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from childcare.enums import AlarmKind
from childcare.models import Alarm, CareDuty, Carer, CareSession, DropIn
from community.delivery.notify import notify_many
from community.errors import Conflict, DomainError, Invalid
from community.faults import refusing, refusing_when_busy
from community.models import User

URGENT_ALARMS = frozenset(AlarmKind) - {AlarmKind.OVERRIDE}


@contextmanager
def changing(*sessions: int) -> Iterator[dict[int, CareSession]]:
    """One transaction that locks sessions by primary key, so that nobody else changes who is inside.

    Violations of constraints become errors with a message. Raises busy.
    """
    with transaction.atomic(), refusing_when_busy(_("Someone else is changing this right now. Please try again.")):
        found = lock_sessions(sessions)
        with refusing(REFUSALS, savepoint=False):
            yield found


def lock_sessions(sessions: Iterable[int]) -> dict[int, CareSession]:
    """Lock sessions, the last in the lock order, and read them again."""
    locked = CareSession.objects.select_related("room").select_for_update(of=["self"], no_key=True)
    return {each.pk: each for each in locked.filter(pk__in=set(sessions)).order_by("pk")}


def require_on(carer: Carer, session: CareSession) -> None:
    """Raise not_signed_on unless a carer is signed on to a session now."""
    if not CareDuty.objects.on().filter(carer=carer, session=session).exists():
        raise Invalid("not_signed_on", _("Please sign on to this session first."))


def require_running(session: CareSession, now: datetime) -> None:
    """Raise session_over, or not_open before it begins or if it is called off."""
    if session.cancelled_at is not None:
        raise Conflict("session_over", _("This session is called off."))
    if now >= session.ends_at:
        raise Conflict("session_over", _("This session is over."))
    if now < session.starts_at:
        raise Conflict("not_open", _("The session is not open yet."))


def alarm(kind: AlarmKind, session: CareSession, drop_in: DropIn | None = None) -> Alarm:
    """Alert the desk: a line on its pages, and a message to everybody who runs the children's room."""
    row = Alarm.objects.create(kind=kind, session=session, drop_in=drop_in)
    tell_staff("care_alarm", {"alarm": kind.label, "room": str(session.room)}, urgent=kind in URGENT_ALARMS)
    return row


def alarm_once(kind: AlarmKind, session: CareSession, drop_in: DropIn | None = None) -> None:
    """The same, unless the desk was alerted about this already."""
    if not Alarm.objects.filter(kind=kind, session=session, drop_in=drop_in).exists():
        alarm(kind, session, drop_in)


def tell_staff(kind: str, context: dict[str, Any], *, urgent: bool = False) -> None:
    """Notify all staff who run the children's room."""
    notify_many(users=who_run(), kind=kind, context=context, path=reverse("care_sessions"), urgent=urgent)


def who_run() -> QuerySet[User]:
    """The staff who run the children's room."""
    return _staff_with("run_childcare")


def who_manage() -> QuerySet[User]:
    """The managers, who decide on the rules of the children's room."""
    return _staff_with("change_carerules")


def _staff_with(codename: str) -> QuerySet[User]:
    allowed = Q(is_superuser=True) | Q(
        groups__permissions__codename=codename, groups__permissions__content_type__app_label="childcare"
    )
    return User.objects.filter(allowed, is_active=True, is_staff=True).distinct()


def in_already() -> DomainError:
    """The refusal for a child that is inside already."""
    return Conflict("in_already", _("This child is already inside."))


def _full() -> DomainError:
    return Conflict("full", _("All places are taken."))


def _no_carers() -> DomainError:
    return Conflict("no_carers", _("Too many children for the carers who are here."))


def _two_carers() -> DomainError:
    return Conflict("two_carers", _("With a child inside there must be two carers, of different households."))


def _in_breach() -> DomainError:
    return Conflict("in_breach", _("There are too few carers inside at the moment: nobody can be taken in."))


def _signed_on() -> DomainError:
    return Conflict("signed_on", _("This carer is already signed on."))


def _handed_over() -> DomainError:
    return Conflict("already_out", _("This child has already been picked up."))


REFUSALS: dict[str, Callable[[], DomainError]] = {
    "childcare_in_once": in_already,
    "childcare_within_places": _full,
    "childcare_within_points": _no_carers,
    "childcare_two_carers": _two_carers,
    "childcare_in_breach": _in_breach,
    "childcare_session_is_play": lambda: Conflict(
        "is_play", _("An adult of the family stays, so no child is left here.")
    ),
    "childcare_session_called_off": lambda: Conflict("still_inside", _("There are still children inside.")),
    "childcare_duty_one_at_a_time": _signed_on,
    "childcare_picked_up_once": _handed_over,
    "childcare_waiting_once": lambda: Conflict("waits_already", _("This family is already waiting.")),
    "childcare_consent_once": lambda: Conflict("given_already", _("This consent has already been given.")),
}
