"""Adding, moving and cancelling single sessions."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import ClassSession, InterestClass
from classes.rules.people import require_staff
from classes.rules.plans import check_room, check_span
from classes.services.locking import lock_class
from classes.services.telling import tell_class
from community.audit import save_by
from community.errors import Conflict
from community.models import User
from community.ranges import Span
from community.typed_words import require_reason
from rooms import services as rooms
from rooms.models import Reservation, Room
from rooms.rules.availability import held_span
from rooms.services import ledger


def hold_room(interest_class: InterestClass, room: Room, span: Span, by: User) -> ClassSession:
    """Create a session and hold its room; the caller holds the room's lock. Raises taken."""
    reservation = ledger.hold(
        room=room,
        span=held_span(room, span),
        places=None,
        kind=Reservation.Kind.CLASS,
        label=(interest_class.name, interest_class.name_en),
        path=interest_class.get_absolute_url(),
    )
    session = ClassSession(
        interest_class=interest_class, reservation=reservation, starts_at=span.start, ends_at=span.end
    )
    save_by(session, by)
    return session


def add_session(*, interest_class: InterestClass, span: Span, by: User, room: Room | None = None) -> ClassSession:
    """Add a session. Raises not_allowed, end_before_start, past, room_too_small, taken."""
    require_staff(by)
    check_span(span)
    with transaction.atomic():
        locked = InterestClass.objects.select_for_update().select_related("room").get(pk=interest_class.pk)
        [room] = ledger.lock_rooms([room or locked.room])
        check_room(room, locked.capacity)
        return hold_room(locked, room, span, by)


def move_session(*, session: ClassSession, span: Span, by: User, room: Room | None = None) -> ClassSession:
    """Move a session in time, to another room, or both; the old hold stays until the new one is granted.

    Everyone is notified. Raises not_allowed, end_before_start, past, bad_state, room_too_small, taken.
    """
    require_staff(by)
    check_span(span)
    with transaction.atomic():
        locked, session = _lock(session)
        old_room, old_span = session.reservation.room, session.reservation.span
        new_room = room or old_room
        ledger.lock_rooms([old_room, new_room])
        check_room(new_room, locked.capacity)
        if new_room == old_room:
            ledger.move(reservation=session.reservation, span=held_span(new_room, span), places=None)
        else:
            old = session.reservation
            session.reservation = ledger.hold(
                room=new_room,
                span=held_span(new_room, span),
                places=None,
                kind=Reservation.Kind.CLASS,
                label=(locked.name, locked.name_en),
                path=locked.get_absolute_url(),
            )
            ledger.release(reservation=old, now=timezone.now())
        before = session.span
        session.starts_at, session.ends_at, session.reminded_at = span.start, span.end, None
        save_by(session, by)
        rooms.offer_freed(room=old_room, spans=[old_span])
        words = {"before": before, "session": session, "room": new_room}
        tell_class(locked, "class_session_moved", words, sessions=[session])
    return session


def cancel_session(*, session: ClassSession, by: User, reason: str, make_up: Span | None = None) -> ClassSession:
    """Cancel one session: the room is free at once, and everyone enrolled is notified.

    With `make_up` a session in the same room is added then: both or none. Raises not_allowed, reason_needed,
    bad_state, and what `add_session` raises for the make-up session.
    """
    require_staff(by)
    reason = require_reason(reason)
    if make_up is not None:
        check_span(make_up)
    with transaction.atomic():
        locked, session = _lock(session)
        room = release_room(session, by, reason)
        instead = None
        if make_up is not None:
            check_room(room, locked.capacity)
            instead = hold_room(locked, room, make_up, by)
        words = {"sessions": [session], "reason": reason, "instead": instead, "room": room}
        tell_class(locked, "class_session_cancelled", words, sessions=[session])
    return session


def release_room(session: ClassSession, by: User, reason: str) -> Room:
    """Release a session's room and offer it to the waiting list; returns the locked room."""
    [room] = ledger.lock_rooms([session.reservation.room])
    now = timezone.now()
    session.cancelled_at, session.reason = now, reason
    save_by(session, by)
    ledger.release(reservation=session.reservation, now=now)
    rooms.offer_freed(room=room, spans=[session.reservation.span])
    return room


def _lock(session: ClassSession) -> tuple[InterestClass, ClassSession]:
    locked = lock_class(session.interest_class)
    fresh = ClassSession.objects.select_related("reservation__room").get(pk=session.pk)
    if fresh.cancelled_at is not None or fresh.ends_at <= timezone.now():
        raise Conflict("bad_state", _("This session is cancelled, or over."))
    return locked, fresh
