"""What needs a hand today in the rooms."""

from collections.abc import Iterator
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from community.days import day_status
from community.models import User
from community.ranges import Span, day_span, today, week_span
from community.registers.dashboard import Line, register
from rooms.models import Booking, Closure, Room, Waiting
from rooms.selectors import displaced_bookings


@register
def rooms_lines(user: User) -> Iterator[Line]:
    """Bookings to decide on, displaced ones, offers, closures, and an unpublished year."""
    if not user.has_perm("rooms.view_booking"):
        return
    now = timezone.now()
    bookings_url = reverse("admin:rooms_booking_changelist")
    counts = [
        (
            _("bookings wait for approval"),
            f"{bookings_url}?state__exact={Booking.State.REQUESTED}",
            Booking.objects.filter(state=Booking.State.REQUESTED, ends_at__gt=now).count(),
        ),
        (_("bookings are outside the opening hours"), reverse("desk_displaced"), len(displaced_bookings())),
        (
            _("offers to the waiting list are open"),
            f"{reverse('admin:rooms_waiting_changelist')}?state__exact={Waiting.State.OFFERED}",
            Waiting.objects.filter(state=Waiting.State.OFFERED, offer_ends_at__gt=now).count(),
        ),
        (_("closures today"), reverse("admin:rooms_closure_changelist"), _closures(day_span(today()))),
        (_("closures this week"), reverse("admin:rooms_closure_changelist"), _closures(week_span(today()))),
    ]
    yield from (Line(label, url, count) for label, url, count in counts if count)
    yield from _unpublished_year()


def _closures(span: Span) -> int:
    return Closure.objects.filter(reservation__released_at=None, reservation__during__overlap=span.range).count()


def _unpublished_year() -> Iterator[Line]:
    furthest = Room.objects.bookable().order_by("-advance_days").values_list("advance_days", flat=True).first() or 0
    last = today() + timedelta(days=furthest)
    if day_status(last).provisional:
        yield Line(
            _("The holidays of %(year)d are not published yet; bookings follow the weekday until then.")
            % {"year": last.year},
            reverse("admin:community_calendarday_changelist"),
        )
