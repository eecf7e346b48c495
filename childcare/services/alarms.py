"""Alarms for the desk, and messages to the staff of the children's room."""

from typing import Any

from django.urls import reverse

from childcare.enums import AlarmKind
from childcare.models import Alarm, CareSession, DropIn
from community.delivery.notify import notify_many
from community.registers.staff import staff_with

URGENT_ALARMS = frozenset(AlarmKind) - {AlarmKind.OVERRIDE}


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
    notify_many(
        users=staff_with("childcare.run_childcare"),
        kind=kind,
        context=context,
        path=reverse("care_sessions"),
        urgent=urgent,
    )
