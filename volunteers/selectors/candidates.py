"""Who might take a shift, and why someone may not."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, ExpressionWrapper, F, FloatField, Sum
from django.db.models.functions import Extract
from django.utils import timezone
from django.utils.translation import gettext as _

from community.ranges import DAY, Span
from volunteers.models import Assignment, DutyTeam, Post, Shift, Volunteer
from volunteers.rules.fitness import Reason, closed, facts_of, is_young, people_on, reasons_against, suits

COUNTED = 90 * DAY


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A volunteer who may take a shift, with what determines their position in the list."""

    volunteer: Volunteer
    weighted_hours: float
    why: str
    is_member: bool


def taken_of(shifts: Iterable[int]) -> dict[int, int]:
    """The number of places held, by shift; one query."""
    rows = Assignment.objects.holding().filter(shift__in=list(shifts)).order_by().values_list("shift_id")
    return defaultdict(int, rows.annotate(Count("pk")))


def who_may(shifts: Sequence[Shift], *, everybody: bool) -> dict[int, list[Volunteer]]:
    """The volunteers who may take each shift and were not asked before; nine queries for any number of shifts.

    Without `everybody`, only members of its team.
    """
    members = _members_of(shifts)
    found: dict[int, list[Volunteer]] = {each.pk: [] for each in shifts}
    for shift, candidate in _fit(shifts, None if everybody else members):
        found[shift.pk].append(candidate)
    return found


def _members_of(shifts: Iterable[Shift]) -> dict[int | None, set[int]]:
    """The members of the teams of some shifts, by team; one query if there are any."""
    teams = {each.team_id for each in shifts if each.team_id}
    members: dict[int | None, set[int]] = defaultdict(set)
    rows = DutyTeam.members.through.objects.filter(dutyteam__in=teams)
    for team, volunteer in rows.values_list("dutyteam_id", "volunteer_id"):
        members[team].add(volunteer)
    return members


def _fit(shifts: Sequence[Shift], members: dict[int | None, set[int]] | None) -> Iterator[tuple[Shift, Volunteer]]:
    """Pairs of shifts and volunteers, of its team or everybody, who fit and were not asked before."""
    if not shifts or members == {}:
        return
    candidates = Volunteer.objects.active().with_person().order_by("pk")
    if members is not None:
        candidates = candidates.filter(pk__in=set().union(*members.values()))
    known = set(Assignment.objects.filter(shift__in=shifts).values_list("shift_id", "volunteer_id"))
    posts = {each.post_id: each.post for each in shifts}
    span = Span(min(each.starts_at for each in shifts), max(each.ends_at for each in shifts))
    facts = facts_of(candidates, span, terms=any(each.for_leaders for each in posts.values()))
    needed: dict[int, set[int]] = defaultdict(set)
    for post, skill in Post.skills.through.objects.filter(post__in=posts).values_list("post_id", "skill_id"):
        needed[post].add(skill)
    beside = people_on(shifts) if any(is_young(each.volunteer) for each in facts.values()) else {}
    for shift in shifts:
        of_team = None if members is None else members[shift.team_id]
        for pk, known_of in facts.items():
            if (of_team is not None and pk not in of_team) or (shift.pk, pk) in known:
                continue
            if not reasons_against(known_of, shift, shift.post, needed[shift.post_id], beside.get(shift.pk, ())):
                yield shift, known_of.volunteer


def suggestions(shift: Shift, *, everybody: bool = True) -> list[Suggestion]:
    """Who may take a shift, fewest weighted hours in 90 days first; at as many, its team and whom the hour suits.

    Nine queries. Without `everybody`, only the team's members.
    """
    members = _members_of([shift])
    team = members[shift.team_id]
    fit = [volunteer for _shift, volunteer in _fit([shift], None if everybody else members)]
    hours = weighted_hours([each.pk for each in fit], timezone.now())
    listed = [
        Suggestion(each, hours.get(each.pk, 0.0), _why(each, shift, team, hours.get(each.pk, 0.0)), each.pk in team)
        for each in fit
    ]
    listed.sort(
        key=lambda each: (each.weighted_hours, not each.is_member, not suits(each.volunteer, shift), each.volunteer.pk)
    )
    return listed


def _why(volunteer: Volunteer, shift: Shift, team: set[int], hours: float) -> str:
    parts = []
    if volunteer.pk in team:
        parts.append(_("in the team"))
    if volunteer.suits and suits(volunteer, shift):
        parts.append(_("the hour suits"))
    parts.append(_("%(hours).1f weighted hours in 90 days") % {"hours": hours})
    return " · ".join(parts)


def weighted_hours(volunteers: Iterable[int], now: datetime) -> dict[int, float]:
    """Hours done or promised in the last 90 days and ahead, with nights and weekends weighted more; one query."""
    seconds = Extract(F("shift__ends_at") - F("shift__starts_at"), "epoch")
    weighted = ExpressionWrapper(seconds * F("shift__weight") / 3600, output_field=FloatField())
    rows = Assignment.objects.holding().filter(volunteer__in=volunteers, during__startswith__gt=now - COUNTED)
    totals = rows.values("volunteer_id").annotate(total=Sum(weighted)).order_by()
    return {row["volunteer_id"]: float(row["total"]) for row in totals}


def why_not(volunteer: Volunteer, shift: Shift) -> Reason | None:
    """Why a volunteer may not take a shift themselves, for the page; None if they may."""
    shut = closed(shift, timezone.now())
    if shut is not None:
        return shut
    facts = facts_of([volunteer], shift.span, terms=shift.post.for_leaders)[volunteer.pk]
    needed = [each.pk for each in shift.post.skills.all()]
    beside = people_on([shift])[shift.pk] if is_young(volunteer) else ()
    return next(iter(reasons_against(facts, shift, shift.post, needed, beside)), None)
