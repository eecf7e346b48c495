"""Bookings as iCalendar (RFC 5545): one file, a feed of one's own, a feed of a room.

Other apps add to a user's own feed with `register_feed_events`.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db.models import Count, Max
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from community.models import Centre, User
from community.ranges import DAY, Span, at
from rooms.enums import EVENING, SHORTLY
from rooms.models import Booking, Reservation, Room

FEED_REACHES_BACK = timedelta(days=30)

FeedEvents = Callable[[User], Iterable[Event]]

_sources: list[FeedEvents] = []


def register_feed_events(source: FeedEvents) -> FeedEvents:
    """Let another app add events to each user's feed; usable as a decorator."""
    _sources.append(source)
    return source


def booking_calendar(booking: Booking) -> bytes:
    """One booking as a file to add to a calendar."""
    return _calendar(_booking_events([booking]), name=str(booking.room))


def user_feed(user: User) -> bytes:
    """A user's bookings from a month ago on, cancelled ones marked as such, and what other apps add."""
    since = timezone.now() - FEED_REACHES_BACK
    bookings = Booking.objects.of(user).filter(ends_at__gt=since).select_related("room").order_by("starts_at")
    events = _booking_events(bookings)
    events += [event for source in _sources for event in source(user)]
    return _calendar(events, name=Centre.load().in_reader_language("name"))


def room_feed(room: Room) -> bytes:
    """When a room is held, without anything personal."""
    since = timezone.now() - FEED_REACHES_BACK
    held = Reservation.objects.held().filter(room=room, during__endswith__gt=since).order_by("during")
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
    return _calendar(events, name=str(room))


def event(
    *,
    uid: str,
    span: Span,
    summary: str,
    location: str,
    changed: datetime,
    status: str = "CONFIRMED",
    sequence: int = 0,
    url: str = "",
    reminds: bool = False,
) -> Event:
    """An event; `uid` is unique in the portal and never changes, `sequence` grows with each change.

    One that `reminds` rings when the portal itself reminds: the evening before, and an hour before.
    """
    entry = Event()
    entry.add("uid", f"{uid}@{settings.SITE_URL.split('//')[-1]}")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", sequence)
    # In UTC: every client knows it, and no time zone has to be described.
    entry.add("dtstart", span.start.astimezone(UTC))
    entry.add("dtend", span.end.astimezone(UTC))
    entry.add("summary", summary)
    entry.add("location", location)
    entry.add("status", status)
    if url:
        entry.add("url", settings.SITE_URL + url)
    if reminds:
        evening = at(timezone.localdate(span.start) - DAY, EVENING)
        for trigger in (evening - span.start, -SHORTLY):
            alarm = Alarm()
            alarm.add("action", "DISPLAY")
            alarm.add("description", summary)
            alarm.add("trigger", trigger)
            entry.add_component(alarm)
    return entry


_STATUS = {
    Booking.State.REQUESTED: "TENTATIVE",
    Booking.State.DECLINED: "CANCELLED",
    Booking.State.CANCELLED: "CANCELLED",
    Booking.State.NO_SHOW: "CANCELLED",
}


def _booking_events(bookings: Iterable[Booking]) -> list[Event]:
    """Each booking as an event; its sequence counts the changes that its history holds. Two queries."""
    bookings = list(bookings)
    history = Booking.history.model.objects.filter(id__in=[booking.pk for booking in bookings])  # type: ignore[attr-defined]
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
        reminds=booking.is_active,
    )


def _calendar(events: Iterable[Event], *, name: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Last Metre//Portal//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("x-wr-timezone", settings.TIME_ZONE)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "duration"})
    for entry in events:
        calendar.add_component(entry)
    return calendar.to_ical()
