"""Whether the room could open because of the weather: it is free, and two checked carers are available."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from childcare.enums import SessionKind, Weather
from childcare.models import Carer, CareRules, CareSession
from childcare.rules.plans import free_places, held_span
from childcare.rules.ratio import LEAST_HOMES
from community.ranges import DAY, Span
from residents.models import Residence
from rooms.models import Room
from rooms.rules.diary import Diary
from volunteers.rules.fitness import Facts, facts_of

LENGTH, STEP, LOOK_AHEAD, SHORTEST = timedelta(hours=3), timedelta(minutes=30), 2, timedelta(hours=1)
MOST_PLACES = 20


@dataclass(frozen=True, slots=True)
class WeatherPlan:
    """A proposed opening because of the weather, to be confirmed. `missing` says in words why it is impossible."""

    weather: str
    is_play: bool
    room: Room | None
    span: Span | None
    places: int
    carers: list[Carer] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    @property
    def is_possible(self) -> bool:
        return self.room is not None and self.span is not None and not self.missing

    @property
    def names(self) -> list[str]:
        """The names of the carers who can come."""
        return [each.name for each in self.carers]

    @property
    def kind(self) -> str:
        return SessionKind.PLAY if self.is_play else SessionKind.WEATHER


def care_room() -> Room | None:
    """The children's room: set in the rules, otherwise the room of the latest session."""
    rules = CareRules.load()
    if rules.room is not None:
        return rules.room
    latest = CareSession.objects.select_related("room").order_by("-starts_at").first()
    return latest.room if latest is not None else None


def weather_plan(weather: str, *, play: bool = False, now: datetime | None = None) -> WeatherPlan:
    """The first span today or tomorrow in which the room could open; about a dozen queries.

    Three hours, or as long as the room is open, but at least one. Accompanied play needs no carers.
    """
    now = now or timezone.now()
    room = care_room()
    if room is None:
        return WeatherPlan(weather, play, None, None, 0, missing=[_("There is no children's room yet.")])
    spans = list(_free_spans(room, now))
    if not spans:
        words = _("The room is not free within the next two days.")
        return WeatherPlan(weather, play, room, None, 0, missing=[words])
    if play:
        span, places = spans[0]
        return WeatherPlan(weather, True, room, span, places)
    checked = list(
        Carer.objects.checked(timezone.localdate(now, timezone.get_default_timezone())).select_related(
            "volunteer__user", "volunteer__resident"
        )
    )
    facts = facts_of([each.volunteer for each in checked], Span(spans[0][0].start, spans[-1][0].end), terms=False)
    homes = _homes(checked)
    for span, places in spans:
        can = [each for each in checked if _can_come(facts[each.volunteer_id], span)]
        if len({homes.get(each.pk, -each.pk) for each in can}) >= LEAST_HOMES:
            return WeatherPlan(weather, False, room, span, places, can)
    span, places = spans[0]
    can = [each for each in checked if _can_come(facts[each.volunteer_id], span)]
    missing = LEAST_HOMES - len({homes.get(each.pk, -each.pk) for each in can})
    words = ngettext(
        "%(count)d more checked carer is needed; play with an accompanying adult needs none.",
        "%(count)d more checked carers are needed; play with an accompanying adult needs none.",
        missing,
    )
    return WeatherPlan(weather, False, room, span, places, can, [words % {"count": missing}])


def _free_spans(room: Room, now: datetime) -> Iterable[tuple[Span, int]]:
    """For every half hour in which the room is open: up to three hours with the places free in them."""
    first = timezone.localdate(now, timezone.get_default_timezone())
    days = [first + number * DAY for number in range(LOOK_AHEAD)]
    diary = Diary([room], [*days, days[-1] + DAY])
    for day in days:
        for open_ in diary.opened(room, day):
            start = max(open_.start, _next_quarter(now))
            while start + SHORTEST <= open_.end:
                span = Span(start, min(start + LENGTH, open_.end))
                places = min(free_places(diary, room, span), MOST_PLACES)
                if places and diary.closure(room, held_span(span)) is None:
                    yield span, places
                start += STEP


def _next_quarter(now: datetime) -> datetime:
    """The next quarter of an hour, or the current one."""
    over = timedelta(minutes=now.minute % 15, seconds=now.second, microseconds=now.microsecond)
    return now - over + timedelta(minutes=15) if over else now


def _can_come(facts: Facts, span: Span) -> bool:
    """Whether a volunteer is neither away nor on duty elsewhere; duty in the children's room is fine."""
    day = timezone.localdate(span.start, timezone.get_default_timezone())
    if any(first <= day < last for first, last in facts.away if last is not None):
        return False
    return not any(held.span.overlaps(span) for held in facts.held)


def _homes(carers: Iterable[Carer]) -> dict[int, int]:
    """The household of each carer in the register; one query."""
    of = {each.volunteer.resident_id: each.pk for each in carers if each.volunteer.resident_id is not None}
    rows = Residence.objects.current().filter(resident__in=of, kind=Residence.Kind.LIVES)
    return {of[resident]: home for resident, home in rows.values_list("resident_id", "household_id")}


def why_weather(weather: str) -> str:
    """The reason for opening, in words."""
    return str(Weather(weather).label)
