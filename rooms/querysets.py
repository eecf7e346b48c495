"""The words in which rooms, holds and bookings are asked for."""

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from community.names import clean_name
from community.phone_search import phones_like
from community.ranges import Span
from rooms.enums import BookingState, RoomMode, WaitingState

if TYPE_CHECKING:
    from community.models import User
    from rooms.models import Booking, Reservation, Room, Waiting


class RoomQuerySet(models.QuerySet["Room"]):
    def in_use(self) -> "RoomQuerySet":
        """Rooms that the centre has not retired."""
        return self.filter(is_active=True)

    def bookable(self) -> "RoomQuerySet":
        """Rooms that can be booked, whole or by the place."""
        return self.in_use().exclude(mode=RoomMode.WALK_IN)


class ReservationQuerySet(models.QuerySet["Reservation"]):
    def held(self) -> "ReservationQuerySet":
        """Holds that count: not released."""
        return self.filter(released_at__isnull=True)

    def during(self, span: Span) -> "ReservationQuerySet":
        """Holds that share any moment with `span`."""
        return self.filter(during__overlap=span.range)


class BookingQuerySet(models.QuerySet["Booking"]):
    def active(self) -> "BookingQuerySet":
        """Requested, confirmed or checked in: they hold their room."""
        return self.filter(state__in=BookingState.active())

    def upcoming(self, now: datetime) -> "BookingQuerySet":
        """Active ones that are not over."""
        return self.active().filter(ends_at__gt=now)

    def of(self, user: "User") -> "BookingQuerySet":
        """A user's own bookings."""
        return self.filter(user=user)

    def unanswered(self, now: datetime) -> "BookingQuerySet":
        """Those whose resident was asked whether they come and has said neither yes nor no."""
        return self.filter(
            state=BookingState.CONFIRMED, asked_at__isnull=False, coming_at__isnull=True, starts_at__gt=now
        )

    def during(self, span: Span) -> "BookingQuerySet":
        """Bookings that share any moment with `span`."""
        return self.filter(starts_at__lt=span.end, ends_at__gt=span.start)

    def found_by(self, query: str, *, whole_numbers: bool) -> "BookingQuerySet":
        """By name, pinyin, initials, reference or the phone's last four digits; the desk by `whole_numbers` too."""
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
        """What is held for a user at this moment."""
        return self.filter(user=user, state=WaitingState.OFFERED, offer_ends_at__gt=now)

    def in_line(self) -> "WaitingQuerySet":
        """Those who still wait, first come first."""
        return self.filter(state=WaitingState.WAITING).order_by("created_at", "pk")
