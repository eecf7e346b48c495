"""The hour and the room that suit the most pledges."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import time, timedelta

from classes.models import Pledge, Proposal
from classes.models.proposals import FEWEST
from community.ranges import DAY, today
from rooms.models import Room
from rooms.rules.diary import Diary, PlannedSession, weekly_spans

NOTICE = timedelta(days=7)  # for staff to decide, and for neighbours to be told


@dataclass(frozen=True, slots=True)
class Hour:
    """A start within the week, and how many neighbours could attend fully."""

    weekday: int
    hour: int
    voters: frozenset[int]


@dataclass(frozen=True, slots=True)
class BestPlan:
    """An hour, a room, and the sessions there; those that clash with something are skipped."""

    hour: Hour
    room: Room
    sessions: tuple[PlannedSession, ...]

    @property
    def clear(self) -> list[PlannedSession]:
        """The sessions that displace nobody."""
        return [session for session in self.sessions if session.is_clear]


def popular_hours(pledges: Iterable[Pledge], minutes: int) -> list[Hour]:
    """The full hours at which a class of this length could start, the most popular first."""
    free: dict[int, frozenset[int]] = {}
    for pledge in pledges:
        for slot in pledge.hours:
            free[slot] = free.get(slot, frozenset()) | {pledge.user_id}
    length = -(-minutes // 60)
    hours = []
    for slot in free:
        weekday, hour = divmod(slot, 24)
        if hour + length <= 24:
            voters = frozenset.intersection(*(free.get(slot + later, frozenset()) for later in range(length)))
            hours.append(Hour(weekday, hour, voters))
    suitable = [hour for hour in hours if hour.voters]
    return sorted(suitable, key=lambda hour: (-len(hour.voters), hour.weekday, hour.hour))


def fitting_rooms(proposal: Proposal, people: int) -> list[Room]:
    """The suitable rooms, smallest first."""
    rooms = Room.objects.bookable().filter(capacity__gte=people).order_by("capacity", "position", "pk")
    return list(rooms if proposal.room_kind_id is None else rooms.filter(kind=proposal.room_kind_id))


def best_plan(proposal: Proposal, pledges: list[Pledge], rooms: list[Room]) -> BestPlan | None:
    """The plan that suits the most neighbours, then meets most often; None if no room is free in half of the weeks.

    The proposer has to be available, and at least three people in all. The caller holds the rooms' locks.
    """
    first_day = today() + NOTICE
    diary = Diary(rooms, (first_day + number * DAY for number in range(7 * proposal.weeks)))
    found: BestPlan | None = None
    for hour in popular_hours(pledges, proposal.minutes):
        if len(hour.voters) < FEWEST or (found and len(hour.voters) < len(found.hour.voters)):
            break
        if proposal.proposer_id not in hour.voters:
            continue
        for plan in _plans(proposal, hour, rooms, diary):
            if 2 * len(plan.clear) >= proposal.weeks and (found is None or len(plan.clear) > len(found.clear)):
                found = plan
    return found


def _plans(proposal: Proposal, hour: Hour, rooms: list[Room], diary: Diary) -> Iterator[BestPlan]:
    first_day = today() + NOTICE
    starts, ends = clocks(hour, proposal.minutes)
    spans = weekly_spans(
        weekday=hour.weekday,
        starts=starts,
        ends=ends,
        first_day=first_day,
        last_day=first_day + timedelta(weeks=proposal.weeks) - DAY,
        most=proposal.weeks,
    )
    for room in rooms:
        yield BestPlan(hour, room, tuple(diary.session(room, span) for span in spans))


def clocks(hour: Hour, minutes: int) -> tuple[time, time]:
    """Start and end; a class that would end at midnight ends a minute earlier."""
    end = hour.hour * 60 + minutes
    return time(hour.hour), time(23, 59) if end >= 24 * 60 else time(end // 60, end % 60)
