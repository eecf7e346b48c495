"""Proposals, for pages."""

from collections.abc import Iterable
from dataclasses import dataclass

from classes.models import Pledge, Proposal
from classes.querysets import ProposalQuerySet
from classes.rules import best_hour
from community.enums import Weekday


@dataclass(frozen=True, slots=True)
class PopularHour:
    """An hour of the week at which a class could start, and how many could come."""

    weekday: str
    clock: str
    people: int


def open_proposals() -> ProposalQuerySet:
    """Proposals open for pledges, newest first, each with `pledged`."""
    return Proposal.objects.public().with_pledges()


def popular_hours(pledges: Iterable[Pledge], minutes: int) -> list[PopularHour]:
    """The hours that suit most of those who pledged, the best first. No query."""
    return [
        PopularHour(str(Weekday(hour.weekday).label), f"{hour.hour}:00", len(hour.voters))
        for hour in best_hour.popular_hours(pledges, minutes)
    ]
