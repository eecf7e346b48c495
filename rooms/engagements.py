"""A user's bookings, for warnings about overlapping engagements."""

from collections.abc import Iterator

from community.models import User
from community.ranges import Span
from community.registers import engagements
from rooms.enums import BookingState
from rooms.models import Booking


@engagements.register
def bookings_at(user: User, span: Span) -> Iterator[engagements.Engagement]:
    """Bookings that hold a room in `span`; one query."""
    active = Booking.objects.of(user).filter(state__in=BookingState.active())
    for booking in active.filter(starts_at__lt=span.end, ends_at__gt=span.start).select_related("room"):
        yield engagements.Engagement(booking.span, str(booking.room), booking.get_absolute_url())
