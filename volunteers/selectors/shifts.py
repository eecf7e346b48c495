"""Shifts as pages show them: open ones, a week, and one with its people."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta

from django.db.models import Case, F, OuterRef, Q, Subquery, When
from django.utils import timezone
from django.utils.translation import gettext as _

from community.days import DayStatus, day_statuses
from community.ranges import DAY, Span, day_span, monday_of, today, week_span
from community.versions import remembered
from volunteers.enums import PromiseState
from volunteers.models import Assignment, Post, RosterPattern, Shift, Volunteer
from volunteers.rules.fitness import facts_of, is_young, people_on, reasons_against, suits
from volunteers.rules.plans import plan
from volunteers.rules.presence import is_near

OPEN_AHEAD = 28 * DAY
MOST_OPEN, AT_A_TIME, MOST_LOOKED = 20, 40, 600
HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift that a reader may take: the number of open places, and the key of a promise that needs cover."""

    shift: Shift
    left: int
    is_short: bool
    cover: int | None = None
    needed: frozenset[int] = frozenset()

    @property
    def is_urgent(self) -> bool:
        return self.is_short or self.cover is not None

    @property
    def key(self) -> tuple[int, int, bool, int]:
        """Everything on which its line on a page depends."""
        return self.shift.pk, self.left, self.is_short, self.cover or 0


def open_shifts(volunteer: Volunteer, now: datetime, waiting: Sequence[OpenShift] | None = None) -> list[OpenShift]:
    """The shifts that a volunteer may take within four weeks, unfilled ones first, then by time; at most 20.

    Three queries and those of `waiting_for_people`, unless cached. One more per forty shifts for a minor, and one for
    a building leader.
    """
    waiting = waiting_for_people(now) if waiting is None else waiting
    needs_skills = any(each.needed for each in waiting)
    facts = facts_of([volunteer], Span(now, now + OPEN_AHEAD), terms=False, skills=needs_skills)[volunteer.pk]
    young = is_young(volunteer)
    found: list[OpenShift] = []
    for start in range(0, len(waiting), AT_A_TIME):
        some = waiting[start : start + AT_A_TIME]
        if any(each.shift.post.for_leaders for each in some) and not facts.terms:
            facts.terms = facts_of([volunteer], Span(now, now + OPEN_AHEAD))[volunteer.pk].terms
        beside = people_on([each.shift for each in some]) if young else {}
        found += [
            each
            for each in some
            if not reasons_against(facts, each.shift, each.shift.post, each.needed, beside.get(each.shift.pk, ()))
        ]
        if len(found) >= MOST_OPEN:
            break
    found.sort(key=lambda each: (not each.is_urgent, not suits(volunteer, each.shift)))
    return found[:MOST_OPEN]


def open_to_all(now: datetime, waiting: Sequence[OpenShift]) -> list[OpenShift]:
    """Shifts with a free place, for readers who are not volunteers yet, by time; without those that need cover."""
    free = [replace(each, cover=None) for each in waiting if each.left > 0 and each.shift.starts_at > now]
    free.sort(key=lambda each: (each.shift.starts_at, each.shift.pk))
    return free[:MOST_OPEN]


def waiting_for_people(now: datetime) -> list[OpenShift]:
    """Shifts of four weeks that have a free place or need cover, urgent ones first.

    The same for all readers, and cached by each process for an hour, until promises or shifts change. One query while
    nothing changed, otherwise one more for the shifts.
    """
    hour = now.replace(minute=0, second=0, microsecond=0)
    kept = remembered(("volunteers.waiting", hour), lambda: _read_waiting(Span(hour, hour + HOUR + OPEN_AHEAD)))
    return [each for each in kept if each.shift.ends_at > now and each.shift.starts_at < now + OPEN_AHEAD]


def _read_waiting(span: Span) -> list[OpenShift]:
    wanted = Assignment.objects.filter(
        shift=OuterRef("pk"), state=PromiseState.PROMISED, wants_cover_since__isnull=False
    )
    first = Subquery(wanted.order_by("wants_cover_since").values("pk")[:1])
    shifts = Shift.objects.taking_place().filter(ends_at__gt=span.start, starts_at__lt=span.end)
    counted = shifts.select_related("post").with_taken().annotate(cover=first)
    open_ones = counted.filter(Q(taken__lt=F("places")) | Q(cover__isnull=False))
    urgent = Case(When(Q(taken__lt=F("minimum")) | Q(cover__isnull=False), then=0), default=1)
    skills = remembered("volunteers.skills of posts", _skills_of_posts)
    return [
        OpenShift(
            each,
            each.places - each.taken,
            each.taken < each.minimum,
            each.cover,
            frozenset(skills.get(each.post_id, ())),
        )
        for each in open_ones.annotate(urgent=urgent).order_by("urgent", "starts_at", "pk")[:MOST_LOOKED]
    ]


def _skills_of_posts() -> dict[int, set[int]]:
    skills: dict[int, set[int]] = defaultdict(set)
    for post, skill in Post.skills.through.objects.values_list("post_id", "skill_id"):
        skills[post].add(skill)
    return dict(skills)


@dataclass(frozen=True, slots=True)
class Partner:
    """A person on a shift, as one reader may see them."""

    promise: Assignment
    name: str
    rings: bool
    is_me: bool


def partners_on(shift: Shift, reader: Volunteer | None, *, leads: bool, rings: bool) -> list[Partner]:
    """The people on a shift, by name for readers on it too; one query.

    `rings` is whether the reader leads their team; whoever is on the shift reads numbers from a day before until a day
    after.
    """
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
            rings or (is_on_it and near),
            reader is not None and row.volunteer_id == reader.pk,
        )
        for row in rows
    ]


def _public_name(volunteer: Volunteer) -> str:
    return volunteer.name if volunteer.is_public else _("a neighbour")


@dataclass(frozen=True, slots=True)
class Turn:
    """A shift in a grid: the names that its reader may see, and how many people are missing."""

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
    """A week of duty: posts down, days across."""

    monday: date
    days: list[DayStatus]
    posts: list[PostWeek]

    @property
    def has_provisional(self) -> bool:
        return any(each.provisional for each in self.days)


def week_of(day: date, reader: Volunteer | None, *, in_full: bool) -> Week:
    """The week of a day; names in full for staff and on the reader's own shifts. Four queries."""
    monday = monday_of(day)
    days = list(day_statuses(monday + number * DAY for number in range(7)).values())
    return Week(monday, days, grid(days, week_span(day), reader, in_full=in_full))


def grid(
    days: Sequence[DayStatus], span: Span, reader: Volunteer | None, *, in_full: bool, also: Sequence[str] = ()
) -> list[PostWeek]:
    """The posts with their shifts on some days; each shift is listed on the day on which it begins. Three queries.

    `also` names further relations to read with each shift, such as its team.
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
    """Today's shifts that are not over, in chronological order, with all names, for staff; two queries."""
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
    """A person on a shift, with only what a grid shows."""

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
    """A post that is staffed at a moment."""

    shift: Shift
    names: tuple[str, ...]


def on_duty(now: datetime) -> list[OnPost]:
    """Who is on duty now, by the names that they agreed to show; two queries."""
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


def misplaced_shifts() -> list[Shift]:
    """Upcoming shifts that their pattern would no longer generate since holidays were published or changed.

    Excludes shifts that staff moved by hand. Two queries, one per pattern, and one more for the misplaced shifts.
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
