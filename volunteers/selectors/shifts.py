"""Shifts as pages show them: open ones, a week, one with its people, who might take it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Case, ExpressionWrapper, F, FloatField, Q, Sum, When
from django.db.models.functions import Extract
from django.utils import timezone
from django.utils.translation import gettext as _

from community.days import DayStatus, day_statuses
from community.ranges import DAY, Span, day_span, monday_of, today, week_span
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Post, RosterPattern, Shift, Volunteer
from volunteers.querysets import ShiftQuerySet
from volunteers.rules.fitness import Facts, Reason, closed, facts_of, is_young, people_on, reasons_against, suits
from volunteers.rules.plans import plan
from volunteers.rules.presence import is_near

OPEN_AHEAD = 28 * DAY
MOST_OPEN, AT_A_TIME, MOST_LOOKED = 20, 40, 600
COUNTED = 90 * DAY


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift that a reader may take: how many places are open, and whose cover is wanted."""

    shift: Shift
    left: int
    is_short: bool
    cover: Assignment | None = None


def open_shifts(volunteer: Volunteer, now: datetime, *, most: int = MOST_OPEN) -> list[OpenShift]:
    """What a volunteer may take within four weeks, what lacks people first, then the next; at most `most` of them.

    Six queries, and one more for every further forty shifts of which too few are for this volunteer.
    """
    span = Span(now, now + OPEN_AHEAD)
    covers = _cover_wanted(now)
    waiting = _waiting_for_people(span, covers)
    facts = facts_of([volunteer], span, terms=False)[volunteer.pk]
    young = is_young(volunteer)
    found: list[OpenShift] = []
    for start in range(0, MOST_LOOKED, AT_A_TIME):
        shifts = list(waiting[start : start + AT_A_TIME])
        if any(each.post.for_leaders for each in shifts) and not facts.terms:
            facts.terms = facts_of([volunteer], span)[volunteer.pk].terms
        beside = people_on(shifts) if young else {}
        found += _fitting(shifts, covers, facts, beside)
        if len(found) >= most or len(shifts) < AT_A_TIME:
            break
    found.sort(key=lambda each: (not (each.is_short or each.cover), not suits(volunteer, each.shift)))
    return found[:most]


def _waiting_for_people(span: Span, covers: Mapping[int, object]) -> ShiftQuerySet:
    """Shifts with a free place, or of which somebody wants cover, those below their minimum first."""
    shifts: ShiftQuerySet = Shift.objects.taking_place().filter(ends_at__gt=span.start, starts_at__lt=span.end)
    open_ones = shifts.select_related("post").with_taken().filter(Q(taken__lt=F("places")) | Q(pk__in=list(covers)))
    urgent = Case(When(Q(taken__lt=F("minimum")) | Q(pk__in=list(covers)), then=0), default=1)
    needed = ArrayAgg("post__skills", distinct=True, filter=Q(post__skills__isnull=False), default=[])
    return open_ones.annotate(needed=needed).order_by(urgent, "starts_at", "pk")


def _fitting(
    shifts: Iterable[Shift], covers: Mapping[int, list[Assignment]], facts: Facts, beside: Mapping[int, set[int]]
) -> Iterator[OpenShift]:
    """Those that the volunteer of these facts may take."""
    for shift in shifts:
        if reasons_against(facts, shift, shift.post, shift.needed, beside.get(shift.pk, ())):  # type: ignore[attr-defined]
            continue
        taken = shift.taken  # type: ignore[attr-defined]
        cover = next(iter(covers.get(shift.pk, [])), None)
        yield OpenShift(shift, shift.places - taken, taken < shift.minimum, cover)


def open_to_all(now: datetime) -> list[OpenShift]:
    """What lacks people, for who is no volunteer yet; one query."""
    shifts = Shift.objects.ahead(now).filter(starts_at__lt=now + OPEN_AHEAD).with_room().select_related("post")  # type: ignore[attr-defined]
    return [
        OpenShift(each, each.places - each.taken, each.taken < each.minimum)  # type: ignore[attr-defined]
        for each in shifts.order_by("starts_at")[:MOST_OPEN]
    ]


def _cover_wanted(now: datetime) -> dict[int, list[Assignment]]:
    rows = Assignment.objects.filter(
        state=PromiseState.PROMISED, wants_cover_since__isnull=False, during__endswith__gt=now
    )
    found: dict[int, list[Assignment]] = defaultdict(list)
    for row in rows.order_by("wants_cover_since"):
        found[row.shift_id].append(row)
    return found


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody on a shift, as one reader may see them."""

    promise: Assignment
    name: str
    phone: str
    is_me: bool


def partners_on(shift: Shift, reader: Volunteer | None, *, leads: bool) -> list[Partner]:
    """Who is on a shift. Names for whoever is on it too; numbers from a day before until a day after; one query."""
    rows = list(
        Assignment.objects.filter(shift=shift, state__in=[*PromiseState.holding(), PromiseState.MISSED])
        .select_related("volunteer__user", "volunteer__resident")
        .order_by("created_at", "pk")
    )
    is_on_it = reader is not None and any(
        each.volunteer_id == reader.pk and each.state != PromiseState.MISSED for each in rows
    )
    near = is_near(shift, timezone.now())
    return [
        Partner(
            row,
            row.volunteer.name if leads or is_on_it else _public_name(row.volunteer),
            row.volunteer.phone if leads or (is_on_it and near) else "",
            reader is not None and row.volunteer_id == reader.pk,
        )
        for row in rows
    ]


def _public_name(volunteer: Volunteer) -> str:
    return volunteer.name if volunteer.is_public else _("a neighbour")


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift in a grid: the names that its reader may see, and how many are missing."""

    shift: Shift
    names: tuple[str, ...]
    missing: int
    is_mine: bool


@dataclass(slots=True)
class PostWeek:
    """A post's week, day by day."""

    post: Post
    days: list[tuple[DayStatus, list[Turn]]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Week:
    """A week of duty: the posts down, the days across."""

    monday: date
    days: list[DayStatus]
    posts: list[PostWeek]

    @property
    def has_provisional(self) -> bool:
        return any(each.provisional for each in self.days)


def week_of(day: date, reader: Volunteer | None, *, in_full: bool) -> Week:
    """The week of a day; names in full for staff and for one's own shifts. Four queries."""
    monday = monday_of(day)
    days = list(day_statuses(monday + number * DAY for number in range(7)).values())
    return Week(monday, days, grid(days, week_span(day), reader, in_full=in_full))


def grid(
    days: Sequence[DayStatus], span: Span, reader: Volunteer | None, *, in_full: bool, also: Sequence[str] = ()
) -> list[PostWeek]:
    """The posts with their turns on some days; each shift stands on the day on which it begins. Three queries.

    `also` names what is read along with each shift, such as its team.
    """
    shifts = list(
        Shift.objects.taking_place()
        .filter(starts_at__gte=span.start, starts_at__lt=span.end)
        .select_related(*also)
        .order_by("starts_at", "pk")
    )
    all_posts = Post.objects.in_bulk()
    people = _people_of(shifts)
    turns: dict[tuple[int, date], list[Turn]] = defaultdict(list)
    for shift in shifts:
        on_it = people.get(shift.pk, [])
        shift.post = all_posts[shift.post_id]
        is_mine = reader is not None and any(each.volunteer == reader.pk for each in on_it)
        names = tuple(each.name if in_full or is_mine else each.public_name for each in on_it)
        day = timezone.localdate(shift.starts_at, timezone.get_default_timezone())
        turns[shift.post_id, day].append(Turn(shift, names, max(shift.minimum - len(on_it), 0), is_mine))
    with_shifts = {each.post_id for each in shifts}
    shown = [each for each in all_posts.values() if each.is_active or each.pk in with_shifts]
    posts = sorted(shown, key=lambda each: (each.position, each.pk))
    return [PostWeek(post, [(day, turns[post.pk, day.date]) for day in days]) for post in posts]


def turns_today(now: datetime) -> list[Turn]:
    """Today's shifts that are not over, in the order of time, with every name, for staff; two queries."""
    shifts = list(
        Shift.objects.taking_place()
        .during(Span(now, max(day_span(today()).end, now)))
        .select_related("post")
        .order_by("starts_at", "pk")
    )
    people = _people_of(shifts)
    return [
        Turn(
            shift,
            tuple(each.name for each in people.get(shift.pk, [])),
            max(shift.minimum - len(people.get(shift.pk, [])), 0),
            False,
        )
        for shift in shifts
    ]


@dataclass(frozen=True, slots=True)
class OnIt:
    """Somebody on a shift, with no more than a grid shows."""

    volunteer: int
    name: str
    is_public: bool

    @property
    def public_name(self) -> str:
        return self.name if self.is_public else _("a neighbour")


def _people_of(shifts: Sequence[Shift]) -> dict[int, list[OnIt]]:
    people: dict[int, list[OnIt]] = defaultdict(list)
    rows = Assignment.objects.holding().filter(shift__in=[each.pk for each in shifts]).order_by("created_at", "pk")
    wanted = rows.values_list("shift_id", "volunteer_id", "volunteer__name", "volunteer__is_public")
    for shift, volunteer, name, is_public in wanted:
        people[shift].append(OnIt(volunteer, name, is_public))
    return people


@dataclass(frozen=True, slots=True)
class OnPost:
    """A post that is manned at a moment."""

    shift: Shift
    names: tuple[str, ...]


def on_duty(now: datetime) -> list[OnPost]:
    """Who is on duty now, by the names that they agreed to; two queries."""
    shifts = list(
        Shift.objects.taking_place()
        .filter(starts_at__lte=now, ends_at__gt=now)
        .select_related("post")
        .order_by("ends_at")
    )
    people = _people_of(shifts)
    return [
        OnPost(each, tuple(dict.fromkeys(row.public_name for row in people.get(each.pk, []))))
        for each in shifts
        if people.get(each.pk) and not each.post.is_on_call
    ]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody who may take a shift, and why they stand where they stand in the list."""

    volunteer: Volunteer
    weighted_hours: float
    why: str
    is_member: bool


def suggestions(shift: Shift, *, everybody: bool = True) -> list[Suggestion]:
    """Who may take a shift: its team first, then whoever has the fewest weighted hours of 90 days. Nine queries.

    With `everybody` false, the team's members alone.
    """
    team = set(shift.team.members.values_list("pk", flat=True)) if shift.team else set()
    found = Volunteer.objects.active().with_person()
    if not everybody:
        found = found.filter(pk__in=team)
    known = set(Assignment.objects.filter(shift=shift).values_list("volunteer_id", flat=True))
    candidates = list(found.exclude(pk__in=known))
    facts = facts_of(candidates, shift.span, terms=shift.post.for_leaders)
    needed = set(shift.post.skills.values_list("pk", flat=True))
    beside = people_on([shift])[shift.pk] if any(is_young(each) for each in candidates) else set()
    fit = [each for each in candidates if not reasons_against(facts[each.pk], shift, shift.post, needed, beside)]
    hours = weighted_hours([each.pk for each in fit], timezone.now())
    listed = [
        Suggestion(each, hours.get(each.pk, 0.0), _why(each, shift, team, hours.get(each.pk, 0.0)), each.pk in team)
        for each in fit
    ]
    listed.sort(
        key=lambda each: (not each.is_member, not suits(each.volunteer, shift), each.weighted_hours, each.volunteer.pk)
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
    """What each did or promised since 90 days ago, nights and weekends counting more; one query."""
    seconds = Extract(F("shift__ends_at") - F("shift__starts_at"), "epoch")
    weighted = ExpressionWrapper(seconds * F("shift__weight") / 3600, output_field=FloatField())
    rows = Assignment.objects.holding().filter(volunteer__in=volunteers, during__startswith__gt=now - COUNTED)
    totals = rows.values("volunteer_id").annotate(total=Sum(weighted)).order_by()
    return {row["volunteer_id"]: float(row["total"]) for row in totals}


def why_not(volunteer: Volunteer, shift: Shift) -> Reason | None:
    """Why a volunteer may not take a shift by themselves, for the page; None where they may."""
    shut = closed(shift, timezone.now())
    if shut is not None:
        return shut
    facts = facts_of([volunteer], shift.span, terms=shift.post.for_leaders)[volunteer.pk]
    needed = [each.pk for each in shift.post.skills.all()]
    beside = people_on([shift])[shift.pk] if is_young(volunteer) else ()
    return next(iter(reasons_against(facts, shift, shift.post, needed, beside)), None)


def misplaced_shifts() -> list[Shift]:
    """Shifts ahead that their pattern would not make any more, since the holidays were published or changed.

    What staff moved by hand is their own decision. Two queries and one for each pattern, and one more for
    the shifts that lie wrong.
    """
    ahead = Shift.objects.ahead(timezone.now()).filter(pattern__isnull=False, is_by_hand=False)
    days: dict[int, set[date]] = defaultdict(set)
    for pattern_id, day in ahead.order_by().values_list("pattern_id", "date"):
        days[pattern_id].add(day)
    wrong = Q()
    for pattern in RosterPattern.objects.filter(pk__in=days).select_related("post"):
        of_it = days[pattern.pk]
        planned = {each.day for each in plan(pattern, min(of_it), max(of_it), []) if not each.skipped}
        if of_it - planned:
            wrong |= Q(pattern=pattern, date__in=of_it - planned)
    return list(ahead.filter(wrong).select_related("pattern__post", "post").order_by("starts_at")) if wrong else []
