"""The query sets of rooms, reservations and bookings."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import BigIntegerField, ExpressionWrapper, F, Q

from community.names import clean_name
from community.phone_search import phones_like
from community.prepared import Given, IsAnyOf
from community.ranges import DAY, Span
from rooms.enums import BookingState, RoomMode, WaitingState

if TYPE_CHECKING:
    from community.models import User
    from rooms.models import Booking, Reservation, Room, Waiting


class RoomQuerySet(models.QuerySet["Room"]):
    def in_use(self) -> "RoomQuerySet":
        """Rooms that are in use."""
        return self.filter(is_active=True)

    def bookable(self) -> "RoomQuerySet":
        """Rooms that can be booked, as a whole or by the place."""
        return self.in_use().exclude(mode=RoomMode.WALK_IN)


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def held(self) -> "ReservationQuerySet":
        """Reservations that have not been released."""
        return self.filter(released_at__isnull=True)

    def during(self, span: Span) -> "ReservationQuerySet":
        """Reservations that overlap `span`."""
        return self.filter(during__overlap=span.range)

    def in_any(self, rooms: Given) -> "ReservationQuerySet":
        """Reservations of any of these rooms, for a `Prepared` query that names their time too."""
        # A sum instead of the column: PostgreSQL would otherwise read the index of all that the rooms ever held.
        return self.filter(IsAnyOf(ExpressionWrapper(F("room_id") + 0, BigIntegerField()), rooms))


class BookingQuerySet(models.QuerySet["Booking"]):
    def active(self) -> "BookingQuerySet":
        """Requested, confirmed or checked in: they hold their room."""
        return self.filter(state__in=BookingState.active())

    def upcoming(self, now: datetime) -> "BookingQuerySet":
        """Active bookings that have not ended."""
        return self.active().filter(ends_at__gt=now)

    def of(self, user: "User") -> "BookingQuerySet":
        """The bookings of a user."""
        return self.filter(user=user)

    def unanswered(self, now: datetime) -> "BookingQuerySet":
        """Bookings whose resident was asked to confirm attendance and has not answered."""
        return self.filter(
            state=BookingState.CONFIRMED, asked_at__isnull=False, coming_at__isnull=True, starts_at__gt=now
        )

    def during(self, span: Span) -> "BookingQuerySet":
        """Bookings that overlap `span`. Opening hours end on the day on which they begin, so none is longer."""
        return self.filter(starts_at__gt=span.start - DAY, starts_at__lt=span.end, ends_at__gt=span.start)

    def found_by(self, query: str, *, whole_numbers: bool) -> "BookingQuerySet":
        """By name, pinyin, initials, reference or the phone's last four digits; by the full number with
        `whole_numbers`.
        """
        query = clean_name(query)
        if not query:
            return self.none()
        key = query.lower().replace(" ", "")
        return self.filter(
            Q(contact_name__icontains=query)
            | Q(contact_key__startswith=key)
            | Q(contact_key__contains=f" {key}")
            | phones_like(["contact_phone"], key, whole=whole_numbers)
            | Q(ref=query.upper().replace(" ", ""))
        )


class WaitingQuerySet(models.QuerySet["Waiting"]):
    def offered_to(self, user: "User", now: datetime) -> "WaitingQuerySet":
        """Entries with an open offer."""
        return self.filter(user=user, state=WaitingState.OFFERED, offer_ends_at__gt=now)

    def in_line(self) -> "WaitingQuerySet":
        """Entries still waiting, in order of arrival."""
        return self.filter(state=WaitingState.WAITING).order_by("created_at", "pk")
