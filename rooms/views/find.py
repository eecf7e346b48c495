"""Finding any free room at a time, such as tomorrow afternoon."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from community.chips import Chip, chip
from community.models import User
from community.ranges import DAY, Span, day_span, today
from rooms.models import Room
from rooms.rules.hours import known_hours
from rooms.rules.slots import DayPart, Outlook, Start, outlook, starts_of, usual_length
from rooms.selectors import favourites_of
from rooms.selectors.choosing import RoomChoice
from rooms.views.answers import slot_url
from rooms.views.chips import room_chips
from rooms.views.times import asked_days, day_chips, part_names

SHOWN = 4  # times per room, one row on a phone
MOST_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class Pick:
    """A free slot of the usual length, and the page that books it."""

    span: Span
    url: str


@dataclass(frozen=True, slots=True)
class Found:
    """One room: its first few free times, or why there are none; all of them are at `url`, or `week_url` without a
    login.
    """

    room: Room
    usual: timedelta
    picks: list[Pick]
    has_more: bool
    outlook: Outlook
    is_favourite: bool
    url: str
    week_url: str


@require_safe
def find_time(request: HttpRequest) -> HttpResponse:
    """The free times of all rooms; `?date=`, `?days=`, `?part=`, `?people=` say when and for how many."""
    user = request.user if isinstance(request.user, User) else None
    favourites = favourites_of(user)
    rooms = sorted(Room.objects.bookable().select_related("kind"), key=lambda room: room.pk not in favourites)
    choice = RoomChoice.of(request.GET)
    chosen = [room for room in rooms if choice.keeps(room)]
    part, people = _asked_part(request), _asked_people(request)
    days = asked_days(request.GET)
    statuses, hours = known_hours(chosen, days)
    found = list(_found(chosen, hours, days, part, people, favourites))
    if "date" not in request.GET and found and not any(each.picks for each in found):
        # Late in the evening the search starts tomorrow.
        days = [today() + DAY]
        statuses, hours = known_hours(chosen, days)
        found = list(_found(chosen, hours, days, part, people, favourites))
    context = {
        "has_rooms": bool(rooms),
        "found": [each for each in found if each.picks],
        "without": [each for each in found if not each.picks],
        "day": days[0],
        "days": days,
        "people": people,
        "day_chips": day_chips(request, days),
        "statuses": [statuses[day] for day in days],
        "part_chips": _part_chips(request, part),
        "kept_times": [
            (name, request.GET[name]) for name in ("part", "people", "floor", "kind") if name in request.GET
        ],
        "kept_but_people": [(name, value) for name, value in request.GET.items() if name != "people"],
        **room_chips(request, rooms, choice),
    }
    return render(request, "rooms/find.html", context)


def _asked_part(request: HttpRequest) -> DayPart | None:
    try:
        return DayPart(request.GET.get("part", ""))
    except ValueError:
        return None


def _asked_people(request: HttpRequest) -> int:
    try:
        return min(max(int(request.GET.get("people", "1")), 1), MOST_PEOPLE)
    except ValueError:
        return 1


def _part_chips(request: HttpRequest, part: DayPart | None) -> list[Chip]:
    return [
        chip(request, _("Any time"), is_current=part is None, part=None),
        *(chip(request, name, is_current=part == each, part=each) for each, name in part_names().items()),
    ]


def _found(
    rooms: list[Room],
    hours: Mapping[tuple[int, date], list[Span]],
    days: list[date],
    part: DayPart | None,
    people: int,
    favourites: set[int],
) -> Iterator[Found]:
    span = Span(day_span(days[0]).start, day_span(days[-1]).end)
    opened = {room.pk: [open_ for day in days for open_ in hours[room.pk, day]] for room in rooms}
    starts = starts_of(rooms, span, opened, people=people)
    for room in rooms:
        wanted = [each for each in starts[room.pk] if part is None or DayPart.of(each.start) == part]
        usual = usual_length(room)
        picks = list(_picks(wanted, usual))
        yield Found(
            room,
            usual,
            [Pick(span, slot_url("book_room", room.slug, span=span, people=people)) for span in picks[:SHOWN]],
            len(picks) > SHOWN,
            outlook(room, days[0], wanted, opened=bool(opened[room.pk])),
            room.pk in favourites,
            f"{room.get_absolute_url()}book/?date={days[0].isoformat()}&days={len(days)}&party_size={people}",
            f"{room.get_absolute_url()}?date={days[0].isoformat()}",
        )


def _picks(starts: list[Start], usual: timedelta) -> Iterator[Span]:
    """Consecutive free slots: of the usual length, or shorter if none is that long."""
    free = [each for each in starts if each.is_free]
    fitting = [each for each in free if each.longest >= usual] or free
    last_end = None
    for each in fitting:
        if last_end is None or each.start >= last_end:
            stay = each.stay(usual)
            last_end = stay.end
            yield stay
