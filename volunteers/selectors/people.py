"""A volunteer's own data: shifts, asks, hours; and a leader's team."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.models import AnonymousUser
from django.contrib.postgres.fields import ArrayField
from django.db.models import BigIntegerField, DateField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone

from community.models import User
from community.prepared import IsAnyOf, Prepared
from community.ranges import DAY, Span, today
from volunteers.enums import AskBy, PromiseState, SwapState
from volunteers.models import Absence, Assignment, DutyTeam, Post, ServiceHours, Shift, Swap, Volunteer
from volunteers.rules.people import leads_team
from volunteers.rules.presence import is_near, takes_check_in

MOST_PAST = 20
# Only the columns that a reader's own page shows, because it queries them every time, and these tables are wide.
_SHIFT = ("shift__state", "shift__starts_at", "shift__ends_at", "shift__post__name", "shift__post__name_en")
_PROMISE = ("volunteer_id", "state", "during", "answer_by", "wants_cover_since")
MINE = (*_PROMISE, "shift__team_id", "shift__post__token", *_SHIFT)
PARTNERS = ("shift_id", "volunteer__name", "volunteer__user__phone", "volunteer__resident__phone")

_SERVED = ServiceHours.objects.filter(volunteer=OuterRef("pk")).order_by().values("volunteer")


def _swaps_of(volunteer: Volunteer | OuterRef) -> QuerySet[Swap]:
    """Swaps that wait for an answer and involve a volunteer."""
    return Swap.objects.filter(Q(wanted__volunteer=volunteer) | Q(offered__volunteer=volunteer), state=SwapState.ASKED)


_VOLUNTEER = Prepared(
    lambda user: Volunteer.objects.active().with_person().filter(user=user).order_by(), user=BigIntegerField()
)
_READER = Prepared(
    lambda user, day: (
        Volunteer.objects.active()
        .filter(user=user)
        .only("pk")
        .annotate(
            minutes=Coalesce(Subquery(_SERVED.annotate(all=Sum("minutes")).values("all")), 0),
            is_leader=Exists(DutyTeam.objects.filter(leader=OuterRef("pk"), is_active=True)),
            swaps=Exists(_swaps_of(OuterRef("pk"))),
            away=Exists(Absence.objects.filter(volunteer=OuterRef("pk"), days__endswith__gt=day)),
        )
    ),
    user=BigIntegerField(),
    day=DateField(),
)
_AWAY = Prepared(
    lambda volunteer, day: Absence.objects.filter(volunteer=volunteer, days__endswith__gt=day),
    volunteer=BigIntegerField(),
    day=DateField(),
)
_OPEN = Prepared(
    lambda volunteer, now: (
        Assignment.objects.open()
        .filter(volunteer=volunteer, during__endswith__gt=now)
        .select_related("shift__post")
        .only(*MINE)
        .order_by("during")
    ),
    volunteer=BigIntegerField(),
    now=DateTimeField(),
)
_BESIDE = Prepared(
    lambda volunteer, shifts: (
        Assignment.objects.holding()
        .filter(IsAnyOf(F("shift"), shifts))
        .exclude(volunteer=volunteer)
        .select_related("volunteer__user", "volunteer__resident")
        .only(*PARTNERS)
        .order_by("created_at", "pk")
    ),
    volunteer=BigIntegerField(),
    shifts=ArrayField(BigIntegerField()),
)
_MINUTES = ServiceHours.objects.filter(assignment=OuterRef("pk")).order_by().values("assignment")
_OVER = Prepared(
    lambda volunteer, now: (
        Assignment.objects.filter(
            volunteer=volunteer,
            state__in=[PromiseState.DONE, PromiseState.MISSED, PromiseState.PRESENT],
            during__endswith__lte=now,
        )
        .order_by("-during")
        .values_list(
            "state",
            "during",
            "shift__post__name",
            "shift__post__name_en",
            Subquery(_MINUTES.annotate(Sum("minutes")).values("minutes__sum")),
        )[:MOST_PAST]
    ),
    volunteer=BigIntegerField(),
    now=DateTimeField(),
)


def volunteer_of(user: User | AnonymousUser) -> Volunteer | None:
    """The active volunteer of a login, with the register record; one query."""
    return None if isinstance(user, AnonymousUser) else next(iter(_VOLUNTEER(user=user.pk)), None)


def with_minutes_of(user: User) -> Volunteer | None:
    """The same with `minutes`, the total including corrections, and whether they are `is_leader` of a team, have
    `swaps` to answer, or are `away` today or later; also one query.

    No other columns of the volunteer are loaded.
    """
    return next(iter(_READER(user=user.pk, day=today())), None)


def days_away(volunteer: Volunteer) -> list[Absence]:
    """Days away that are not over; one query, none if it is known that there are none."""
    return _AWAY(volunteer=volunteer.pk, day=today()) if getattr(volunteer, "away", True) else []


@dataclass(frozen=True, slots=True)
class Beside:
    """A person on the same shift; the number is only given from a day before until a day after."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class MyShift:
    """One of the reader's shifts, who else is on it, and what the reader can do about it now."""

    promise: Assignment
    partners: tuple[Beside, ...]
    may_check_in: bool
    may_give_back: bool

    @property
    def shift(self) -> Shift:
        return self.promise.shift

    @property
    def names(self) -> list[str]:
        return [each.name for each in self.partners]


@dataclass(frozen=True, slots=True)
class Done:
    """A shift that is over: where it was, how it ended, and the minutes that count."""

    post: str
    span: Span
    state: PromiseState
    counted: int | None

    @property
    def is_done(self) -> bool:
        return self.state == PromiseState.DONE


@dataclass(frozen=True, slots=True)
class MyDuty:
    """The content of "my duty": upcoming shifts, asks, and past shifts."""

    ahead: list[MyShift]
    asked: list[Assignment]
    waiting: list[Assignment]
    past: list[Done]
    swaps: list[Swap]


def duty_of(volunteer: Volunteer, now: datetime) -> MyDuty:
    """A volunteer's shifts; three queries, one for swaps if there are any, one for whom to call."""
    rows = _OPEN(volunteer=volunteer.pk, now=now)
    held = [each for each in rows if each.is_ahead]
    near = {each.shift_id for each in held if is_near(each.shift, now)}
    partners: dict[int, list[Beside]] = defaultdict(list)
    for row in _BESIDE(volunteer=volunteer.pk, shifts=[each.shift_id for each in held]) if held else ():
        phone = row.volunteer.phone if row.shift_id in near else ""
        partners[row.shift_id].append(Beside(row.volunteer.name, phone))
    swaps = _swaps_of(volunteer).select_related("offered__shift__post", "wanted__shift__post", "offered__volunteer")
    if held and not held[0].may_be_given_back(now) and held[0].shift.team_id:
        # Volunteers who can no longer give back the next shift are told whom to call.
        teams = DutyTeam.objects.select_related("leader__user", "leader__resident")
        held[0].shift.team = teams.get(pk=held[0].shift.team_id)
    return MyDuty(
        [
            MyShift(each, tuple(partners[each.shift_id]), takes_check_in(each.shift, now), each.may_be_given_back(now))
            for each in held
        ],
        [each for each in rows if each.state == PromiseState.ASKED],
        [each for each in rows if each.state == PromiseState.RESERVE],
        _over(volunteer, now),
        list(swaps) if getattr(volunteer, "swaps", True) else [],
    )


def _over(volunteer: Volunteer, now: datetime) -> list[Done]:
    """A volunteer's past shifts, newest first; one query."""
    return [
        Done(str(Post(name=name, name_en=english)), Span.of(during), PromiseState(state), counted)
        for state, during, name, english, counted in _OVER(volunteer=volunteer.pk, now=now)
    ]


def my_future(volunteer: Volunteer, besides: Shift) -> list[Assignment]:
    """The volunteer's own promises that could be swapped for a place on another shift; one query."""
    rows = Assignment.objects.filter(
        volunteer=volunteer, state=PromiseState.PROMISED, during__startswith__gt=timezone.now()
    )
    return list(rows.exclude(shift=besides).select_related("shift__post").order_by("during"))


@dataclass(frozen=True, slots=True)
class TeamPage:
    """A team as its leader sees it; `is_own` is whether the reader is that leader."""

    team: DutyTeam
    is_own: bool
    members: Sequence[Volunteer]
    days: list["TeamDay"]


@dataclass(frozen=True, slots=True)
class TeamDay:
    """A day's shifts of the team, in order of time."""

    date: date
    shifts: list["TeamShift"]

    @property
    def is_near(self) -> bool:
        """Whether the day is today, tomorrow or past, when its people may have to be rung."""
        return self.date <= today() + DAY

    @property
    def is_open(self) -> bool:
        """Whether the page shows the day's shifts at once: it is near, or somebody wants to be asked by telephone."""
        return self.is_near or any(each.to_call for each in self.shifts)

    @property
    def missing(self) -> int:
        """How many people the day's shifts lack."""
        return sum(each.missing for each in self.shifts)


@dataclass(frozen=True, slots=True)
class TeamShift:
    """A shift of the team: who is on it, who is asked, and how many are missing."""

    shift: Shift
    promises: list[Assignment]

    @property
    def on_it(self) -> list[Assignment]:
        """Those who promised, are present, were there, or were missed."""
        return [each for each in self.promises if each.state != PromiseState.ASKED]

    @property
    def names(self) -> list[str]:
        """The names of those on it."""
        return [each.volunteer.name for each in self.on_it]

    @property
    def asked(self) -> list[str]:
        """The names of those who were asked by message and have not answered."""
        return [each.volunteer.name for each in self._asked() if each.volunteer.ask_by == AskBy.MESSAGE]

    @property
    def to_call(self) -> list[Assignment]:
        """Those asked who want to be told by telephone or on paper, so that somebody has to do it."""
        return [each for each in self._asked() if each.volunteer.ask_by != AskBy.MESSAGE]

    def _asked(self) -> list[Assignment]:
        return [each for each in self.promises if each.state == PromiseState.ASKED]

    @property
    def missing(self) -> int:
        holding = [each for each in self.promises if each.state in PromiseState.holding()]
        return max(self.shift.minimum - len(holding), 0) if self.shift.ends_at > timezone.now() else 0


def teams_of(user: User, *, all_teams: bool) -> list[TeamPage]:
    """The teams that a user leads, or all, with their members and the shifts of two weeks; five queries."""
    teams = DutyTeam.objects.filter(is_active=True)
    if not all_teams:
        teams = teams.filter(leader__user=user)
    led = list(teams.select_related("leader").prefetch_related("members__user", "members__resident"))
    now = timezone.now()
    shifts = Shift.objects.taking_place().filter(
        team__in=led, ends_at__gt=now - timedelta(days=1), starts_at__lt=now + timedelta(days=14)
    )
    by_team: dict[int | None, dict[date, list[TeamShift]]] = defaultdict(lambda: defaultdict(list))
    rows = list(shifts.select_related("post").order_by("starts_at", "pk"))
    people: dict[int, list[Assignment]] = defaultdict(list)
    on_them = Assignment.objects.filter(
        shift__in=rows, state__in=[*PromiseState.holding(), PromiseState.ASKED, PromiseState.MISSED]
    )
    for each in on_them.select_related("volunteer__user", "volunteer__resident").order_by("created_at", "pk"):
        people[each.shift_id].append(each)
    for shift in rows:
        by_team[shift.team_id][shift.date].append(TeamShift(shift, people[shift.pk]))
    days = {key: [TeamDay(*each) for each in of_team.items()] for key, of_team in by_team.items()}
    return [TeamPage(team, leads_team(user, team), list(team.members.all()), days.get(team.pk, [])) for team in led]
