"""Care sessions in each carer's calendar feed."""

from collections.abc import Iterator

from icalendar import Event

from childcare.models import CareDuty
from community.models import User
from community.registers import calendars


@calendars.register
def care_events(user: User) -> Iterator[Event]:
    """Sessions to which a user signed on without a roster promise, which has its own entry; one query."""
    rows = CareDuty.objects.filter(
        carer__volunteer__user=user, promise=None, session__ends_at__gt=calendars.reaches_back()
    )
    seen = set()
    for row in rows.select_related("session__room").order_by("session__starts_at", "pk"):
        session = row.session
        if session.pk in seen:
            continue
        seen.add(session.pk)
        yield calendars.event(
            uid=f"care-session-{session.pk}",
            span=session.span,
            summary=str(session.room),
            location=str(session.room),
            changed=max(session.changed_at, row.since),
            status="CANCELLED" if session.cancelled_at else "CONFIRMED",
            sequence=session.revision,
            url=session.get_absolute_url(),
        )
