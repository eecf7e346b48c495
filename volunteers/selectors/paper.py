"""The roster on paper: a week to a sheet, with the teams of that week."""

from collections.abc import Sequence
from dataclasses import dataclass

from community.days import DayStatus
from community.ranges import Span, day_span
from volunteers.models import DutyTeam
from volunteers.selectors.shifts import PostWeek, grid

WEEK = 7
MANY_SHIFTS = 45  # a week; with more, its sheet is set in smaller type


@dataclass(frozen=True, slots=True)
class SheetTeam:
    """A team that has a shift in the week: its leader, and the other members."""

    team: DutyTeam
    others: list[str]


@dataclass(frozen=True, slots=True)
class SheetWeek:
    """A week's sheet: the posts that have a shift in it, day by day, and the teams."""

    days: Sequence[DayStatus]
    posts: list[PostWeek]
    teams: list[SheetTeam]

    @property
    def is_dense(self) -> bool:
        """Whether the sheet needs the smaller type to stay one page of A4."""
        return sum(len(turns) for row in self.posts for _, turns in row.days) > MANY_SHIFTS


def sheet_weeks(days: Sequence[DayStatus]) -> list[SheetWeek]:
    """The weeks of some days that begin on a Monday; weeks without a shift are left out; five queries."""
    span = Span(day_span(days[0].date).start, day_span(days[-1].date).end)
    rows = grid(days, span, None, in_full=True)
    weeks = []
    for start in range(0, len(days), WEEK):
        cut = [PostWeek(row.post, row.days[start : start + WEEK]) for row in rows]
        posts = [row for row in cut if any(turns for _, turns in row.days)]
        if posts:
            weeks.append((days[start : start + WEEK], posts))
    teams = _teams({key for _, posts in weeks for key in _teams_of(posts)})
    return [
        SheetWeek(week, posts, [teams[key] for key in sorted(_teams_of(posts) & teams.keys())]) for week, posts in weeks
    ]


def _teams_of(posts: list[PostWeek]) -> set[int]:
    turns = [turn for row in posts for _, turns in row.days for turn in turns]
    return {turn.shift.team_id for turn in turns if turn.shift.team_id is not None}


def _teams(keys: set[int]) -> dict[int, SheetTeam]:
    found = DutyTeam.objects.filter(pk__in=keys).select_related("leader")
    return {
        team.pk: SheetTeam(team, [each.name for each in team.members.all() if each.pk != team.leader_id])
        for team in found.prefetch_related("members")
    }
