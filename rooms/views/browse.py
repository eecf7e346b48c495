"""Public pages: rooms now, the day of all rooms, and the week of one."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.asked_day import asked_day, neighbours
from community.models import User
from community.page_parts import keep
from community.ranges import DAY, monday_of, today
from community.registers.room_stories import stories_of
from community.shared_pages import seen_by_everybody
from rooms import selectors, services
from rooms.models import Room
from rooms.selectors.choosing import RoomChoice
from rooms.sharing import shared_room
from rooms.views.answers import room_or_404
from rooms.views.chips import room_chips


def _own_of_rooms(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """The rooms with the reader's favourites first and marked."""
    favourites = selectors.favourites_of(_reader(request))
    lines = [(each, each.room.pk in favourites) for each in kept["rooms"]]
    return {"lines": sorted(lines, key=lambda line: not line[1])}


@require_safe
@seen_by_everybody(own=_own_of_rooms)
def rooms_now(request: HttpRequest) -> HttpResponse:
    """The current state of each room, until when, and how many people are in; `?floor=`, `?kind=`, `?q=` filter
    rooms.
    """
    rooms = selectors.rooms_now()
    choice = RoomChoice.of(request.GET)
    context = {
        "doors": selectors.doors(rooms),
        **keep(request, rooms=[each for each in rooms if choice.keeps(each.room)]),
        **room_chips(request, [each.room for each in rooms], choice),
    }
    return render(request, "rooms/now.html", context)


def _own_of_day(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """The grid with the reader's favourites first, and the reader's own bookings in it."""
    reader = _reader(request)
    favourites = selectors.favourites_of(reader)
    return {"grid": selectors.as_read_by(reader, kept["grid"], kept["held"], favourites)}


@require_safe
@seen_by_everybody(own=_own_of_day)
def day_grid(request: HttpRequest) -> HttpResponse:
    """The day of all rooms; `?date=` chooses it, `?floor=`, `?kind=`, `?q=` filter rooms."""
    day = asked_day(request)
    rooms = selectors.rooms_in_use()
    choice = RoomChoice.of(request.GET)
    shown = selectors.day_grid(day, rooms=[room for room in rooms if choice.keeps(room)])
    context = {
        "shown": shown,
        **keep(request, grid=shown.grid, held=shown.held, of_rooms=True),
        "day": day,
        "today": today(),
        "has_rooms": bool(rooms),
        **neighbours(day, 1),
        **room_chips(request, rooms, choice),
    }
    return render(request, "rooms/day.html", context)


def _own_of_week(request: HttpRequest, kept: Mapping[str, Any]) -> dict[str, object]:
    """Whether the room is a favourite of the reader's, and the reader's own bookings in its week."""
    reader = _reader(request)
    return {
        "is_favourite": kept["room"].pk in selectors.favourites_of(reader),
        "grid": selectors.as_read_by(reader, kept["grid"], kept["held"]),
    }


@require_safe
@seen_by_everybody(own=_own_of_week)
def room_week(request: HttpRequest, slug: str) -> HttpResponse:
    """One room: its week, what is in it, and its rules. `?date=` is any day of the week."""
    room = room_or_404(slug)
    monday = monday_of(asked_day(request))
    shown = selectors.week_grid(room, monday)
    context = {
        "shared": shared_room(room),
        "stories": stories_of(room.pk),
        "shown": shown,
        **keep(request, room=room, grid=shown.grid, held=shown.held, of_rooms=False),
        "day": monday,
        "last_day": monday + 6 * DAY,
        "today": today(),
        **neighbours(monday, 7),
    }
    return render(request, "rooms/week.html", context)


@require_POST
def favourite(request: HttpRequest, slug: str) -> HttpResponse:
    """Star a room, or remove the star (`keep` is 1 or 0)."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug)
    if not isinstance(request.user, User):
        return redirect_to_login(room.get_absolute_url())
    if request.POST.get("keep") == "1":
        services.keep_favourite(room=room, user=request.user)
        messages.success(request, _("From now on this room is listed first."))
    else:
        services.drop_favourite(room=room, user=request.user)
        messages.success(request, _("This room is no longer a favourite."))
    return redirect(room)


def _reader(request: HttpRequest) -> User | None:
    return None if isinstance(request.user, AnonymousUser) else request.user
