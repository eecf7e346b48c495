"""Looking: rooms now, the day of all rooms, the week of one."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.models import User
from community.ranges import DAY, monday_of, today
from rooms import selectors
from rooms.models import Room

# How far the pages look; bookings reach less far, and history further back is for the admin.
DAYS_BACK = 366
DAYS_AHEAD = 366


@require_safe
def rooms_now(request: HttpRequest) -> HttpResponse:
    """What is free this minute, until when, and how many people are in."""
    rooms = selectors.rooms_now()
    return render(request, "rooms/now.html", {"rooms": rooms, "free": [room for room in rooms if room.is_free]})


@require_safe
def day_grid(request: HttpRequest) -> HttpResponse:
    """The day of all rooms; `?date=` chooses it."""
    day = _asked_day(request)
    shown = selectors.day_grid(day, user=_reader(request))
    context = {"shown": shown, "day": day, "today": today(), **_neighbours(day, 1)}
    return render(request, "rooms/day.html", context)


@require_safe
def room_week(request: HttpRequest, slug: str) -> HttpResponse:
    """One room: its week, what is in it, and its rules. `?date=` is any day of the week."""
    room = get_object_or_404(Room.objects.in_use().select_related("kind"), slug=slug)
    monday = monday_of(_asked_day(request))
    context = {
        "room": room,
        "shown": selectors.week_grid(room, monday, user=_reader(request)),
        "day": monday,
        "last_day": monday + 6 * DAY,
        "today": today(),
        **_neighbours(monday, 7),
    }
    return render(request, "rooms/week.html", context)


def _reader(request: HttpRequest) -> User | None:
    return None if isinstance(request.user, AnonymousUser) else request.user


def _asked_day(request: HttpRequest) -> date:
    """The day in the address, today where it names none. Raises Http404 for one that is no day or too far."""
    asked = request.GET.get("date")
    if not asked:
        return timezone.localdate()
    try:
        day = date.fromisoformat(asked)
    except ValueError as error:
        raise Http404(_("There is no such day.")) from error
    if not _is_shown(day):
        raise Http404(_("This day is too far away."))
    return day


def _is_shown(day: date) -> bool:
    return today() - DAYS_BACK * DAY <= day <= today() + DAYS_AHEAD * DAY


def _neighbours(day: date, days: int) -> dict[str, date | None]:
    """The days before and after to go to, as far as the pages look."""
    previous, following = day - days * DAY, day + days * DAY
    return {"previous": previous if _is_shown(previous) else None, "next": following if _is_shown(following) else None}
