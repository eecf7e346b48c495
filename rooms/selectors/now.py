"""The current state of rooms."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

from django.utils import timezone

from community.ranges import Span, day_span
from community.registers import presence
from community.versions import part_of_page
from rooms.enums import Look
from rooms.models import Room
from rooms.rules.availability import with_cleaning
from rooms.rules.hours import opening_spans
from rooms.selectors.holds import Held, Hold, ReservedTime, as_seen_by, held_in

OPENS_WITHIN = timedelta(days=10)  # longer than any statutory holiday


@dataclass(frozen=True, slots=True)
class RoomNow:
    """The current state of a room for one reader.

    `until` is when its state changes today, or None. `people` are in the room, `free_places` are left. A closed room
    `opens` at a time, today or later; None if that is too far ahead.
    """

    room: Room
    state: Look
    until: datetime | None
    people: int
    free_places: int
    note: str = ""
    opens: datetime | None = None

    looks: ClassVar = Look  # for templates

    @property
    def is_free(self) -> bool:
        return self.state in (Look.FREE, Look.OPEN)

    @property
    def offers_times(self) -> bool:
        """Whether there are times to book: a room without opening hours in the days ahead has none."""
        has_hours = self.state != Look.CLOSED or bool(self.opens or self.note)  # a closure has a note, and an end
        return self.room.is_bookable and has_hours


def rooms_in_use() -> list[Room]:
    """Every room in use with its kind; one query."""
    return part_of_page("rooms in use", lambda: list(Room.objects.in_use().select_related("kind")))


def held_today(rooms: list[Room], now: datetime) -> Held:
    """The holds of rooms in use on the day of `now`, and their closures until they open again; one query."""
    day = day_span(timezone.localdate(now))
    whole = with_cleaning(rooms, day)
    ahead = Span(day.start, day.start + OPENS_WITHIN)
    return part_of_page(
        ("held on the day", whole, tuple(room.pk for room in rooms)),
        lambda: held_in(rooms, whole, closed_during=ahead),
    )


def rooms_now(*, now: datetime | None = None) -> list[RoomNow]:
    """Every room in use with its current state; four queries, plus one for each other app that counts people."""
    now = now or timezone.now()
    rooms = rooms_in_use()
    day = day_span(timezone.localdate(now))
    opened = opening_spans(rooms, Span(day.start, day.start + OPENS_WITHIN))
    held = held_today(rooms, now)
    people = presence.people_in([room.pk for room in rooms], now)
    return [_room_now(room, now, opened[room.pk], held[room.pk], people[room.pk]) for room in rooms]


def _room_now(room: Room, now: datetime, opened: list[Span], held: list[ReservedTime], people: int) -> RoomNow:
    tonight = day_span(timezone.localdate(now)).end
    holds = [as_seen_by(each, None) for each in held]
    state, note = _state_at(now, room, opened, holds)
    edges = sorted({edge for span in (*opened, *(hold.span for hold in holds)) for edge in (span.start, span.end)})
    later = (edge for edge in edges if now < edge <= tonight)
    until = next((edge for edge in later if _state_at(edge, room, opened, holds)[0] != state), None)
    if state == Look.CLOSED:
        closures = [hold.span for hold in holds if hold.state == Look.CLOSED]
        opens = min(
            (part.start for open_ in opened for part in open_.minus(closures) if part.start > now), default=None
        )
        return RoomNow(room, state, until, 0, 0, note, opens)
    free = room.capacity - sum(hold.places for hold in holds if hold.span.start <= now < hold.span.end)
    return RoomNow(room, state, until, people, max(free, 0), note)


def _state_at(moment: datetime, room: Room, opened: list[Span], holds: list[Hold]) -> tuple[Look, str]:
    held = [hold for hold in holds if hold.span.start <= moment < hold.span.end]
    for hold in held:
        if hold.state == Look.CLOSED:
            return Look.CLOSED, hold.note
    if not any(open_.start <= moment < open_.end for open_ in opened):
        return Look.CLOSED, ""
    needed = 1 if room.mode == Room.Mode.PLACES else room.capacity
    if room.capacity - sum(hold.places for hold in held) < needed:
        named = next((hold for hold in held if hold.is_named), None)
        return (named.state, named.note) if named else (Look.TAKEN, "")
    return (Look.OPEN if room.mode == Room.Mode.WALK_IN else Look.FREE), ""


@dataclass(frozen=True, slots=True)
class Doors:
    """Whether the centre is open: the number of `free` rooms, or when the first one `opens` again."""

    rooms: int
    free: int
    are_closed: bool
    opens: datetime | None


def doors(rooms: list[RoomNow]) -> Doors:
    """The state of the whole centre, derived from its rooms; without rooms it is closed indefinitely."""
    are_closed = all(each.state == Look.CLOSED for each in rooms)
    opens = min((each.opens for each in rooms if each.opens), default=None) if are_closed else None
    return Doors(len(rooms), sum(each.is_free for each in rooms), are_closed, opens)
