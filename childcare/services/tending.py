"""Time-driven changes; they never end a stay."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from childcare.enums import AlarmKind
from childcare.models import CareDuty, CareSession, DropIn, Station
from childcare.selectors.sessions import sessions_with_children
from childcare.services.alarms import alarm_once
from childcare.services.ladder import close_of_session
from childcare.services.locking import lock_sessions
from childcare.services.waiting import lapse_offers
from community.errors import DomainError
from community.ranges import Span
from rooms.services import ledger

AT_A_TIME = timedelta(minutes=15)

logger = logging.getLogger(__name__)


def tend_care() -> None:
    """Expire offers, handle sessions that are over with children inside, sign carers off; runs every half minute."""
    now = timezone.now()
    lapse_offers(now)
    for session in CareSession.objects.filter(ends_at__lte=now, pk__in=sessions_with_children()).order_by("pk"):
        try:
            _stay_open(session, now)
        except DomainError as error:
            logger.warning("A session with children inside was not tended", extra={"code": error.code})
    _sign_off_forgotten(now)
    Station.objects.filter(carer__isnull=False, touched_at__lte=now - Station.IDLE).update(carer=None)


def _stay_open(session: CareSession, now: datetime) -> None:
    """Keep the room held, 15 minutes at a time, while a child is inside after the session; the desk is alerted."""
    with transaction.atomic():
        # The room comes before the session in the lock order.
        [room] = ledger.lock_rooms([session.room])
        held = CareSession.objects.select_related("reservation").get(pk=session.pk).reservation
        if not DropIn.objects.inside().filter(session=session).exists():
            return
        taken = False
        if held.span.end <= now + CareSession.HAND_OVER / 6 and held.released_at is None:
            held.room = room
            end = max(held.span.end + AT_A_TIME, now + AT_A_TIME)
            try:
                ledger.move(reservation=held, span=Span(held.span.start, end), places=None)
            except DomainError:
                taken = True
        fresh = lock_sessions([session.pk])[session.pk]
        if not DropIn.objects.inside().filter(session=fresh).exists():
            return
        alarm_once(AlarmKind.STILL_INSIDE, fresh)
        close_of_session(fresh)
        if taken:
            alarm_once(AlarmKind.NO_ROOM, fresh)


def _sign_off_forgotten(now: datetime) -> None:
    """Sign off carers half an hour after a session without children ended; their duty ended with it."""
    over = CareDuty.objects.on().filter(session__ends_at__lte=now - CareSession.HAND_OVER)
    for session_id in sorted(set(over.values_list("session_id", flat=True))):
        with transaction.atomic():
            session = lock_sessions([session_id])[session_id]
            if not DropIn.objects.inside().filter(session=session).exists():
                CareDuty.objects.on().filter(session=session).update(until=now)
