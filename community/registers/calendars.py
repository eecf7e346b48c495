"""A user's calendar feed as iCalendar (RFC 5545), and the sources that fill it.

An app registers a source that yields the user's own events, made with `event`, from `reaches_back()` on. Cancelled
events stay in the feed, marked as such, because some clients keep an event for ever that is merely left out.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.utils import timezone
from icalendar import Alarm, Calendar, Event

from community.addresses import public_address
from community.models import Centre, User
from community.ranges import Span

FEED_REACHES_BACK = timedelta(days=30)

Source = Callable[[User], Iterable[Event]]

_sources: list[Source] = []


def register(source: Source) -> Source:
    """Register a source of events for each user's feed; usable as a decorator."""
    _sources.append(source)
    return source


def user_feed(user: User) -> bytes:
    """A user's events since a month ago, in the order in which apps were registered."""
    events = [each for source in _sources for each in source(user)]
    return calendar_of(events, name=Centre.load().in_reader_language("name"))


def reaches_back() -> datetime:
    """The time from which a feed holds events."""
    return timezone.now() - FEED_REACHES_BACK


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
    alarms: Iterable[timedelta] = (),
) -> Event:
    """An event; `uid` is unique in the portal and never changes, `sequence` grows with each change.

    `alarms` are offsets from its start.
    """
    entry = Event()
    entry.add("uid", f"{uid}@{settings.SITE_URL.split('//')[-1]}")
    entry.add("dtstamp", changed)
    entry.add("last-modified", changed)
    entry.add("sequence", sequence)
    # In UTC, which every client knows and which needs no VTIMEZONE.
    entry.add("dtstart", span.start.astimezone(UTC))
    entry.add("dtend", span.end.astimezone(UTC))
    entry.add("summary", summary)
    entry.add("location", location)
    entry.add("status", status)
    if url:
        entry.add("url", public_address(url))
    for trigger in alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", summary)
        alarm.add("trigger", trigger)
        entry.add_component(alarm)
    return entry


def calendar_of(events: Iterable[Event], *, name: str) -> bytes:
    """Events as an iCalendar file with the calendar name `name`."""
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
