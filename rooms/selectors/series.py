"""Weekly series of groups."""

from django.db.models import Count, F, Max, Min, Q, QuerySet
from django.utils import timezone

from rooms.enums import BookingState
from rooms.models import BookingSeries


def running_series() -> "QuerySet[BookingSeries]":
    """Series with upcoming dates, each with its `group`, the number `ahead`, the `next` and the `last`; one query."""
    ahead = Q(bookings__state__in=BookingState.active(), bookings__ends_at__gt=timezone.now())
    return (
        BookingSeries.objects.annotate(
            ahead=Count("bookings", filter=ahead),
            next=Min("bookings__starts_at", filter=ahead),
            last=Max("bookings__starts_at", filter=ahead),
            group=Max("bookings__contact_name"),
        )
        .filter(ahead__gt=0)
        .order_by(F("next"), "pk")
    )
