"""Proposals, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from classes.models import Pledge, Proposal
from classes.rules import best_hour
from community.enums import Weekday
from community.versions import part_of_page

NEWEST = 6


@dataclass(frozen=True, slots=True)
class PopularHour:
    """An hour of the week at which a class could start, and how many could come."""

    weekday: str
    clock: str
    people: int


def newest_proposals() -> list[Proposal]:
    """The newest open for pledges, each with `pledged`; one query. Part of a shared page until one of them changes."""
    return part_of_page("newest proposals", lambda: list(Proposal.objects.public().with_pledges()[:NEWEST]))


def popular_hours(pledges: Iterable[Pledge], minutes: int) -> list[PopularHour]:
    """The hours that suit most of those who pledged, the best first. No query."""
    return [
        PopularHour(str(Weekday(hour.weekday).label), f"{hour.hour}:00", len(hour.voters))
        for hour in best_hour.popular_hours(pledges, minutes)
    ]
