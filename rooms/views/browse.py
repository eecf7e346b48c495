"""Looking: rooms now, the day of all rooms, the week of one."""

from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from community.asked_day import asked_day, neighbours
from community.models import User
from community.ranges import DAY, monday_of, today
from community.registers.room_stories import stories_of
from community.shared_pages import seen_by_everybody
from rooms import selectors, services
from rooms.models import Room
from rooms.selectors.choosing import RoomChoice
from rooms.sharing import shared_room
from rooms.views.chips import room_chips


@require_safe
@seen_by_everybody
def rooms_now(request: HttpRequest) -> HttpResponse:
    """What is free this minute, until when, and how many people are in; `?floor=`, `?kind=`, `?q=` choose rooms."""
    favourites = selectors.favourites_of(_reader(request))
    rooms = sorted(selectors.rooms_now(), key=lambda each: each.room.pk not in favourites)
    choice = RoomChoice.of(request.GET)
    context = {
        "doors": selectors.doors(rooms),
        "rooms": [each for each in rooms if choice.keeps(each.room)],
        "favourites": favourites,
        **room_chips(request, [each.room for each in rooms], choice),
    }
    return render(request, "rooms/now.html", context)


@require_safe
@seen_by_everybody
def day_grid(request: HttpRequest) -> HttpResponse:
    """The day of all rooms; `?date=` chooses it, `?floor=`, `?kind=`, `?q=` some of the rooms."""
    day = asked_day(request)
    favourites = selectors.favourites_of(_reader(request))
    rooms = sorted(Room.objects.in_use().select_related("kind"), key=lambda room: room.pk not in favourites)
    choice = RoomChoice.of(request.GET)
    shown = selectors.day_grid(day, rooms=[room for room in rooms if choice.keeps(room)], user=_reader(request))
    context = {
        "shown": shown,
        "day": day,
        "today": today(),
        "has_rooms": bool(rooms),
        **neighbours(day, 1),
        **room_chips(request, rooms, choice),
    }
    return render(request, "rooms/day.html", context)


@require_safe
@seen_by_everybody
def room_week(request: HttpRequest, slug: str) -> HttpResponse:
    """One room: its week, what is in it, and its rules. `?date=` is any day of the week."""
    room = get_object_or_404(Room.objects.in_use().select_related("kind"), slug=slug)
    monday = monday_of(asked_day(request))
    context = {
        "room": room,
        "shared": shared_room(room),
        "stories": stories_of(room.pk),
        "is_favourite": room.pk in selectors.favourites_of(_reader(request)),
        "shown": selectors.week_grid(room, monday, user=_reader(request)),
        "day": monday,
        "last_day": monday + 6 * DAY,
        "today": today(),
        **neighbours(monday, 7),
    }
    return render(request, "rooms/week.html", context)


@require_POST
def favourite(request: HttpRequest, slug: str) -> HttpResponse:
    """Star a room, or take the star away (`keep` is 1 or 0)."""
    room = get_object_or_404(Room.objects.in_use(), slug=slug)
    if not isinstance(request.user, User):
        return redirect_to_login(room.get_absolute_url())
    if request.POST.get("keep") == "1":
        services.keep_favourite(room=room, user=request.user)
        messages.success(request, _("From now on this room comes first."))
    else:
        services.drop_favourite(room=room, user=request.user)
        messages.success(request, _("This room stands among the others again."))
    return redirect(room)


def _reader(request: HttpRequest) -> User | None:
    return None if isinstance(request.user, AnonymousUser) else request.user
