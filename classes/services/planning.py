"""From a weekly rule to sessions, each with a room."""

from dataclasses import dataclass
from datetime import date, time, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from classes.models import ClassSession, InterestClass
from classes.services.sessions import hold_room, release_room, require_staff, tell_class
from community.errors import DomainError
from community.models import User
from community.ranges import DAY, Span, at
from rooms import ledger
from rooms import services as rooms
from rooms.hours import day_statuses, opening_spans
from rooms.models import Booking, Closure, Room

MOST_SESSIONS = 120  # more than two years of weeks; what is beyond is a slip of the pen


@dataclass(frozen=True, slots=True)
class PlannedSession:
    """One week of a plan: `skipped` says why it does not meet; `displaced` are the bookings in its way."""

    span: Span
    skipped: str = ""
    displaced: tuple[Booking, ...] = ()


def plan_sessions(
    *, room: Room, weekday: int, starts: time, ends: time, first_day: date, last_day: date
) -> list[PlannedSession]:
    """What a weekly rule comes to: holidays, closed hours and closures skipped, each with its reason.

    Writes nothing; six queries and one for each displaced week. Raises end_before_start
    and too_many.
    """
    if ends <= starts or last_day < first_day:
        raise DomainError("end_before_start", _("The end must be after the start."))
    first = first_day + (weekday - first_day.weekday()) % 7 * DAY
    count = (last_day - first) // timedelta(weeks=1) + 1
    if count > MOST_SESSIONS:
        raise DomainError("too_many", _("At most %(count)d sessions at a time.") % {"count": MOST_SESSIONS})
    days = [first + week * 7 * DAY for week in range(count)]
    spans = [Span(at(day, starts), at(day, ends)) for day in days]
    if not spans:
        return []
    whole = Span(spans[0].start, spans[-1].end)
    statuses = day_statuses(days)
    opened = opening_spans([room], whole)[room.pk]
    closures = [
        (closure.reservation.span, closure.in_reader_language("reason"))
        for closure in Closure.objects.filter(
            reservation__room=room, reservation__released_at=None, reservation__during__overlap=whole.range
        ).select_related("reservation")
    ]
    planned = []
    for day, span in zip(days, spans, strict=True):
        status = statuses[day]
        if status.nature in ("holiday", "closed"):
            planned.append(PlannedSession(span, status.name or _("Holiday")))
        elif closed := next((reason for shut, reason in closures if shut.overlaps(span)), ""):
            planned.append(PlannedSession(span, closed))
        elif not any(open_.contains(span) for open_ in opened):
            planned.append(PlannedSession(span, _("The room is not open then.")))
        else:
            planned.append(PlannedSession(span, displaced=tuple(rooms.displaced_by(rooms=[room], span=span))))
    return planned


def create_class(*, new: InterestClass, by: User, displace: bool = False) -> InterestClass:
    """Write a class and its sessions, each holding the room.

    Bookings in the way are cancelled, and their residents told, only with `displace`.
    Raises not_allowed, room_too_small, end_before_start, too_many, no_sessions,
    displaces with `bookings`, and taken where another class holds the room.
    """
    if not by.has_perm("classes.add_interestclass"):
        raise DomainError("not_allowed", _("Only staff can create a class."))
    if new.capacity > new.room.capacity:
        words = {"places": new.room.capacity}
        raise DomainError("room_too_small", _("This room has %(places)d places.") % words)
    with transaction.atomic():
        [room] = ledger.lock_rooms([new.room])
        planned = [session for session in _plan_of(new) if not session.skipped and session.span.start > timezone.now()]
        if not planned:
            raise DomainError("no_sessions", _("No session is left: every week is skipped or over."))
        in_the_way = [booking for session in planned for booking in session.displaced]
        if in_the_way and not displace:
            raise DomainError("displaces", _("Bookings are in the way."), bookings=in_the_way)
        for booking in in_the_way:
            rooms.cancel_booking(booking=booking, by=by, reason=_("A class meets at this time."))
        new.created_by = by
        new._history_user = by  # type: ignore[attr-defined]
        new.save()
        for session in planned:
            hold_room(new, room, session.span, by)
    return new


def _plan_of(new: InterestClass) -> list[PlannedSession]:
    return plan_sessions(
        room=new.room,
        weekday=new.weekday,
        starts=new.starts,
        ends=new.ends,
        first_day=new.first_day,
        last_day=new.last_day,
    )


def call_off(*, interest_class: InterestClass, by: User, reason: str) -> InterestClass:
    """Cancel every session still to come and tell everyone. Raises not_allowed, reason_needed, bad_state."""
    require_staff(by)
    if not reason.strip():
        raise DomainError("reason_needed", _("Please give a reason; residents will read it."))
    with transaction.atomic():
        locked = InterestClass.objects.select_for_update().get(pk=interest_class.pk)
        if locked.state == InterestClass.State.CANCELLED:
            raise DomainError("bad_state", _("This class is called off already."))
        ahead = list(ClassSession.objects.ahead(timezone.now()).filter(interest_class=locked))
        for session in ahead:
            release_room(session, by, reason)
        locked.state = InterestClass.State.CANCELLED
        locked._history_user = by  # type: ignore[attr-defined]
        locked.save()
        tell_class(locked, "class_session_cancelled", {"sessions": ahead, "reason": reason})
    return locked
