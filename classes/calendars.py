"""Sessions in each user's own calendar feed."""

from collections import defaultdict
from collections.abc import Iterator

from django.db.models import Q
from icalendar import Event

from classes.models import Attendance, ClassSession, Enrolment
from community.models import User
from community.registers.calendars import event, reaches_back, register
from residents.models import Resident

Mark = Attendance.Mark


@register
def class_events(user: User) -> Iterator[Event]:
    """The sessions for which a user, or a child in their care, has a seat; three queries.

    Cancelled and excused sessions are marked as cancelled.
    """
    since = reaches_back()
    seats: dict[int, list[Enrolment]] = defaultdict(list)
    for seat in Enrolment.objects.seated().of(user).select_related("child"):
        seats[seat.interest_class_id].append(seat)
    rows = Attendance.objects.filter(Q(user=user) | Q(enrolment__user=user), session__ends_at__gt=since)
    own = list(rows.select_related("child", "session__interest_class", "session__reservation__room"))
    excused = {(row.session_id, row.enrolment_id) for row in own if row.mark == Mark.EXCUSED}
    sessions = ClassSession.objects.filter(interest_class__in=seats, ends_at__gt=since)
    for session in sessions.select_related("interest_class", "reservation__room"):
        for seat in seats[session.interest_class_id]:
            yield _event(session, seat.child, is_off=(session.pk, seat.pk) in excused)
    for guest in own:
        if guest.enrolment_id is None:
            yield _event(guest.session, guest.child, is_off=guest.mark == Mark.EXCUSED)


def _event(session: ClassSession, child: Resident | None, *, is_off: bool) -> Event:
    held = session.reservation
    is_cancelled = is_off or session.cancelled_at is not None
    name = str(session.interest_class)
    return event(
        uid=f"class-session-{session.pk}" + (f"-{child.pk}" if child else ""),
        span=session.span,
        summary=f"{name} · {child.name}" if child else name,
        location=str(held.room),
        changed=session.cancelled_at or held.moved_at or held.created_at,
        status="CANCELLED" if is_cancelled else "CONFIRMED",
        sequence=held.revision + is_cancelled,
        url=session.interest_class.get_absolute_url(),
    )
