"""What is free, what comes nearest, and how much of it is fair to ask for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol

from django.utils import timezone

from community.models import User
from community.ranges import DAY, Span, day_span, week_span
from rooms.hours import opening_spans
from rooms.models import Booking, BookingPolicy, Reservation, Room, RoomKind, Strike

SEARCHED_DAYS = 7


@dataclass(frozen=True, slots=True)
class Alternative:
    """A room and time that are free now."""

    room: Room
    span: Span


@dataclass(frozen=True, slots=True)
class Fairness:
    """A resident's share: what is used, what is allowed, and whether it is suspended."""

    active: int
    max_active: int
    hours_used: float
    max_hours: int
    strikes: int
    strikes_allowed: int
    suspended_until: datetime | None


def held_span(room: Room, span: Span) -> Span:
    """What a booking of `span` holds: the cleaning time after it too."""
    return Span(span.start, span.end + room.buffer)


def places_held(room: Room, party_size: int) -> int | None:
    """The places that a party takes; None is the whole room."""
    return party_size if room.mode == Room.Mode.PLACES else None


class Held(Protocol):
    """Whatever keeps places of a room for a while: a reservation, or one as a reader sees it."""

    @property
    def span(self) -> Span: ...
    @property
    def places(self) -> int: ...


def peak(held: Iterable[Held], span: Span) -> int:
    """The most places taken at any instant of `span`."""
    overlapping = [reservation for reservation in held if reservation.span.overlaps(span)]
    if not overlapping:
        return 0
    starts = {max(reservation.span.start, span.start) for reservation in overlapping}
    return max(sum(r.places for r in overlapping if r.span.start <= moment < r.span.end) for moment in starts)


def free_places(room: Room, span: Span) -> int:
    """The places free through the whole of `span`."""
    held = Reservation.objects.held().during(span).filter(room=room)
    return max(room.capacity - peak(held, span), 0)


def earliest_start(room: Room, now: datetime) -> datetime:
    """From when on a resident may still book; the room may want some notice."""
    return now + timedelta(minutes=room.notice_minutes)


def last_day(room: Room, now: datetime) -> date:
    """The last day that residents may book by now."""
    return timezone.localdate(now) + room.advance_days * DAY


def shortest_stay(room: Room) -> timedelta:
    """The shortest stay on the room's slot grid."""
    return -(-room.min_minutes // room.slot_minutes) * room.slot


def starts_within(room: Room, open_: Span, length: timedelta) -> Iterator[datetime]:
    """Every start on the room's slot grid whose stay of `length` ends by closing."""
    start = open_.start
    while start + length <= open_.end:
        yield start
        start += room.slot


def alternatives(room: Room, span: Span, places: int, limit: int = 3) -> list[Alternative]:
    """Up to `limit` free choices near `span`: this room at other times, then others like it.

    Looks a day back and a week ahead, from now on; five queries.
    """
    wanted_day = day_span(timezone.localdate(span.start))
    searched = Span(wanted_day.start - DAY, wanted_day.end + SEARCHED_DAYS * DAY)
    now = timezone.now()
    rooms = list(Room.objects.bookable().filter(kind=room.kind_id, capacity__gte=places))
    opened = opening_spans(rooms, searched)
    held: dict[int, list[Reservation]] = {each.pk: [] for each in rooms}
    for reservation in Reservation.objects.held().during(searched).filter(room__in=rooms):
        held[reservation.room_id].append(reservation)
    found: list[Alternative] = []
    for each in rooms:
        wanted = places_held(each, places) or each.capacity
        for open_ in opened[each.pk]:
            for start in starts_within(each, open_, span.duration):
                candidate = Span(start, start + span.duration)
                if candidate.start <= now:
                    continue
                if each.capacity - peak(held[each.pk], held_span(each, candidate)) >= wanted:
                    found.append(Alternative(each, candidate))
    found.sort(key=lambda choice: (abs(choice.span.start - span.start), choice.room.pk != room.pk))
    return found[:limit]


def fairness(user: User, kind: RoomKind, at: datetime, *, besides: Booking | None = None) -> Fairness:
    """A resident's share of a kind of room in the week of `at`; `besides` is not counted."""
    now = timezone.now()
    own = Booking.objects.of(user).filter(room__kind=kind)
    if besides is not None:
        own = own.exclude(pk=besides.pk)
    week = week_span(timezone.localdate(at))
    used = own.filter(starts_at__gte=week.start, starts_at__lt=week.end).exclude(
        state__in=[Booking.State.CANCELLED, Booking.State.DECLINED]
    )
    hours: timedelta = sum((b.ends_at - b.starts_at for b in used.only("starts_at", "ends_at")), timedelta())
    policy = BookingPolicy.load()
    strikes = list(
        Strike.objects.filter(user=user, forgiven_at=None, at__gt=now - timedelta(days=policy.strike_days))
        .order_by("-at")
        .values_list("at", flat=True)
    )
    suspended_until = None
    if len(strikes) >= policy.strikes:
        until = strikes[0] + timedelta(days=policy.suspension_days)
        suspended_until = until if until > now else None
    return Fairness(
        active=own.upcoming(now).count(),
        max_active=kind.max_active_bookings,
        hours_used=hours / timedelta(hours=1),
        max_hours=kind.max_hours_per_week,
        strikes=len(strikes),
        strikes_allowed=policy.strikes,
        suspended_until=suspended_until,
    )
