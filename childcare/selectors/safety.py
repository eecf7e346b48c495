"""Safety: who is inside right now, in every room; alarms; the sheet for the police room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Max
from django.utils import timezone

from childcare.models import (
    Alarm,
    Breach,
    Call,
    CareSession,
    Contact,
    DropIn,
    Incident,
    OfflineHandOver,
    PickupPerson,
    RollTick,
    SheetReveal,
)
from childcare.rules.fetching import FetchList
from childcare.selectors.door import Inside, as_inside
from community.models import User
from community.ranges import today
from community.registers import presence
from rooms.models import Room

LATELY, MOST_INCIDENTS = 30, 20  # days
REVEALED_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class RoomInside:
    """A room in an evacuation: its children by name, others as a number; `went_to` if it was moved."""

    room: Room
    children: list[Inside]
    others: int
    went_to: tuple[str, ...] = ()

    @property
    def people(self) -> int:
        return len(self.children) + self.others


@dataclass(frozen=True, slots=True)
class Evacuation:
    """Who is inside right now, in every room; `synced_at` is when a roll call last reached the portal."""

    at: datetime
    rooms: list[RoomInside]
    synced_at: datetime | None

    @property
    def children(self) -> int:
        return sum(len(each.children) for each in self.rooms)


def evacuation(now: datetime | None = None) -> Evacuation:
    """Everybody inside; children are listed until they are handed over, whatever day they came."""
    now = now or timezone.now()
    rows = DropIn.objects.inside().with_child().select_related("session__room", "sheet__child", "sheet__family")
    by_room: dict[int, list[Inside]] = {}
    places: dict[int, set[str]] = {}
    found = as_inside(rows.order_by("sheet__called", "pk"), now)
    for each in found:
        by_room.setdefault(each.drop_in.session.room_id, []).append(each)
        if each.drop_in.session.moved_to:
            places.setdefault(each.drop_in.session.room_id, set()).add(each.drop_in.session.moved_to)
    rooms = list(Room.objects.in_use()) + list(Room.objects.filter(pk__in=by_room, is_active=False))
    counted = presence.people_in([room.pk for room in rooms], now)
    lines = [
        RoomInside(
            room,
            by_room.get(room.pk, []),
            max(counted[room.pk] - len(by_room.get(room.pk, [])), 0),
            tuple(sorted(places.get(room.pk, ()))),
        )
        for room in rooms
    ]
    sessions = {each.drop_in.session_id for each in found}
    synced = RollTick.objects.filter(session__in=sessions).aggregate(at=Max("received_at"))["at"]
    return Evacuation(now, [each for each in lines if each.people], synced)


def people_inside(rooms: Iterable[int]) -> dict[int, int]:
    """The number of children in care in each of these rooms; one query."""
    found: dict[int, int] = {}
    for room in (
        DropIn.objects.inside().filter(session__room__in=list(rooms)).values_list("session__room_id", flat=True)
    ):
        found[room] = found.get(room, 0) + 1
    return found


@dataclass(frozen=True, slots=True)
class PoliceSheet:
    """What the police room needs to know about a child that was not picked up: who it is, and who was called when.

    `people` may pick it up; `contacts` are others to call; `in_vain_at` is when the portal first found nobody to tell.
    """

    drop_in: DropIn
    name: str
    age: int
    contacts: list[Contact]
    people: list[PickupPerson]
    calls: list[Call]
    in_vain_at: datetime | None


def police_sheet(drop_in: DropIn) -> PoliceSheet:
    """The sheet of one child; five queries."""
    fresh = DropIn.objects.with_child().select_related("session__room").get(pk=drop_in.pk)
    sheet = fresh.sheet
    known = FetchList([sheet])
    calls = list(Call.objects.filter(drop_in=fresh).select_related("by").order_by("at", "pk"))
    people = known.of(sheet.pk, today())
    numbers = {each.phone for each in people}
    contacts = [each for each in sheet.contacts if each["phone"] not in numbers]
    told = [each for each in calls if each.whom != Call.NOBODY]
    in_vain_at = min((each.at for each in calls if each.whom == Call.NOBODY), default=None)
    return PoliceSheet(fresh, sheet.name, fresh.age, contacts, people, told, in_vain_at)


def open_alarms() -> list[Alarm]:
    """Alarms that the desk has not seen yet, newest first; one query."""
    return list(Alarm.objects.filter(seen_at=None).select_related("session__room", "drop_in__sheet").order_by("-at"))


def offline_notes() -> list[OfflineHandOver]:
    """Handovers noted offline that two members of staff have to settle; one query."""
    return list(OfflineHandOver.objects.filter(settled_at=None).select_related("drop_in__sheet", "carer__volunteer"))


def incidents_lately(session: CareSession | None = None, now: datetime | None = None) -> list[Incident]:
    """Incidents of a session, or of the last 30 days, latest first, with their answers; two queries."""
    rows = Incident.objects.select_related("drop_in__sheet", "drop_in__session__room").prefetch_related("answers")
    if session is not None:
        return list(rows.filter(drop_in__session=session))
    return list(rows.filter(happened_at__gt=(now or timezone.now()) - timedelta(days=LATELY))[:MOST_INCIDENTS])


def may_see(incident: Incident, user: User, now: datetime | None = None) -> bool:
    """Whether staff may read an incident now: the child is inside, or they just gave a reason; one query."""
    if incident.drop_in.is_inside:
        return True
    since = (now or timezone.now()) - REVEALED_FOR
    return SheetReveal.objects.filter(sheet=incident.drop_in.sheet_id, by=user, at__gt=since).exists()


def breaches_of(session: CareSession) -> list[Breach]:
    """Periods with too few carers, latest first."""
    return list(Breach.objects.filter(session=session))


def latest_ticks(session: CareSession) -> dict[int, RollTick]:
    """The latest tick of each stay of a session; one query."""
    rows = RollTick.objects.filter(session=session, drop_in__out_at=None).order_by("drop_in_id", "-at", "-pk")
    return {each.drop_in_id: each for each in rows.distinct("drop_in_id")}
