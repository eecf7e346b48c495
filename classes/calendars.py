"""Sessions in each user's own calendar feed."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from icalendar import Event

from classes.models import ClassSession
from community.models import User
from rooms.calendars import event, register_feed_events


@register_feed_events
def class_events(user: User) -> Iterator[Event]:
    """The sessions of the classes in which the user has a seat; cancelled ones are marked so. One query."""
    sessions = ClassSession.objects.filter(
        interest_class__enrolments__user=user,
        interest_class__enrolments__state="enrolled",
        ends_at__gt=timezone.now() - timedelta(days=30),
    ).select_related("interest_class", "reservation__room")
    for session in sessions:
        held = session.reservation
        yield event(
            uid=f"class-session-{session.pk}",
            span=session.span,
            summary=str(session.interest_class),
            location=str(held.room),
            changed=session.cancelled_at or held.moved_at or held.created_at,
            status="CANCELLED" if session.cancelled_at else "CONFIRMED",
            sequence=held.revision + bool(session.cancelled_at),
            url=session.interest_class.get_absolute_url(),
        )
