"""Bookings as iCalendar: a single file, a user's own feed, and the feed of a room."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Count, Max
from django.utils import timezone
from icalendar import Event

from community.models import Centre, User
from community.ranges import DAY, at
from community.registers.calendars import calendar_of, event, reaches_back, register
from rooms.enums import EVENING, SHORTLY
from rooms.models import Booking, Reservation, Room


def booking_calendar(booking: Booking) -> bytes:
    """One booking as a file to add to a calendar."""
    return calendar_of(_booking_events([booking]), name=str(booking.room))


@register
def bookings_of(user: User) -> list[Event]:
    """A user's bookings, cancelled ones marked as such; two queries."""
    own = Booking.objects.of(user).filter(ends_at__gt=reaches_back())
    return _booking_events(own.select_related("room").order_by("starts_at"))


def room_feed(room: Room) -> bytes:
    """When a room is held, without personal data."""
    held = Reservation.objects.held().filter(room=room, during__endswith__gt=reaches_back()).order_by("during")
    events = [
        event(
            uid=f"reservation-{reservation.pk}",
            span=reservation.span,
            summary=reservation.label or str(reservation.get_kind_display()),
            location=str(room),
            changed=reservation.moved_at or reservation.created_at,
            sequence=reservation.revision,
        )
        for reservation in held
    ]
    return calendar_of(events, name=str(room))


_STATUS = {
    Booking.State.REQUESTED: "TENTATIVE",
    Booking.State.DECLINED: "CANCELLED",
    Booking.State.CANCELLED: "CANCELLED",
    Booking.State.NO_SHOW: "CANCELLED",
}


def _booking_events(bookings: Iterable[Booking]) -> list[Event]:
    """Each booking as an event; its sequence counts the changes that its history holds. Two queries."""
    bookings = list(bookings)
    history = Booking.history.model.objects.filter(id__in=[booking.pk for booking in bookings])
    changes = {
        pk: (number, latest)
        for pk, number, latest in history.values_list("id").annotate(Count("pk"), Max("history_date"))
    }
    centre = Centre.load().in_reader_language("name")
    return [_booking_event(booking, centre, *changes.get(booking.pk, (1, booking.created_at))) for booking in bookings]


def _booking_event(booking: Booking, centre: str, number: int, latest: datetime) -> Event:
    return event(
        uid=f"booking-{booking.ref}",
        span=booking.span,
        summary=f"{booking.room}" + (f" · {booking.purpose}" if booking.purpose else ""),
        location=f"{booking.room}, {centre}",
        changed=latest,
        status=_STATUS.get(Booking.State(booking.state), "CONFIRMED"),
        sequence=number - 1,
        url=booking.get_absolute_url(),
        alarms=_reminders(booking) if booking.is_active else (),
    )


def _reminders(booking: Booking) -> tuple[timedelta, timedelta]:
    """When the portal itself reminds: the evening before, and shortly before."""
    evening = at(timezone.localdate(booking.starts_at) - DAY, EVENING)
    return evening - booking.starts_at, -SHORTLY
