"""What needs attention in the rooms today."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from community.days import day_status
from community.models import User
from community.ranges import Span, day_span, today, week_span
from community.registers.dashboard import Line, first_step, register
from community.registers.ranks import Rank
from rooms.models import Closure, Room, RoomKind
from rooms.selectors import displaced_keys


@register
def first_rooms(user: User) -> Iterator[Line]:
    """What is missing before the first booking: a kind, a room, its opening hours."""
    if user.has_perm("rooms.add_roomkind"):
        label = gettext_lazy("There is no kind of room yet: add one, such as music room")
        yield first_step(user, RoomKind.objects.all(), label, reverse("admin:rooms_roomkind_add"))
    if user.has_perm("rooms.add_room"):
        label = gettext_lazy("There is no room yet: add one with its opening hours")
        yield first_step(user, Room.objects.all(), label, reverse("admin:rooms_room_add"))
        yield Line(
            lambda n: ngettext(
                "room has no opening hours, so nobody can book it",
                "rooms have no opening hours, so nobody can book them",
                n,
            ),
            reverse("admin:rooms_room_changelist"),
            Room.objects.bookable().filter(opening_spans=None),
            Rank.DUE,
        )


@register
def rooms_lines(user: User) -> Iterator[Line]:
    """Displaced bookings, this week's closures and an unpublished year; pending decisions are rows instead."""
    if not (user.has_perm("rooms.view_booking") or user.has_perm("rooms.run_desk")):
        return
    rooms = list(Room.objects.all())
    displaced = len(displaced_keys(rooms))
    yield Line(
        lambda n: ngettext("booking is outside the opening hours", "bookings are outside the opening hours", n),
        reverse("desk_displaced"),
        displaced,
        rank=Rank.DUE,
    )
    yield Line(
        lambda n: ngettext("closure this week", "closures this week", n),
        reverse("admin:rooms_closure_changelist"),
        _closed(week_span(today())),
    )
    yield from _unpublished_year(rooms)


def _closed(span: Span) -> QuerySet[Closure]:
    """Upcoming closures; today's are in the list of the day."""
    rest = Span(day_span(today()).end, span.end)
    closures = Closure.objects.filter(reservation__released_at=None)
    return closures.filter(reservation__during__overlap=rest.range) if rest.start < rest.end else closures.none()


def _unpublished_year(rooms: list[Room]) -> Iterator[Line]:
    bookable = [room for room in rooms if room.is_active and room.mode != Room.Mode.WALK_IN]
    furthest = max((room.advance_days for room in bookable), default=0)
    last = today() + timedelta(days=furthest)
    if day_status(last).provisional:
        yield Line(
            _("The holidays of %(year)d are not published yet; until then bookings follow the weekday.")
            % {"year": last.year},
            reverse("admin:community_calendarday_changelist"),
        )
