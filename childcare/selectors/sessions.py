"""Openings of the children's room, as everybody and as carers see them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, CharField, DateTimeField, Q, QuerySet
from django.utils import timezone

from childcare.models import CareDuty, Carer, CareSession, DropIn, Station
from childcare.rules.ratio import LEAST_HOMES, Standing
from childcare.selectors.standing import standings
from community import vault
from community.models import User
from community.prepared import Prepared
from community.ranges import Span
from volunteers.enums import PostKind
from volunteers.models import Assignment

EARLY = CareSession.HAND_OVER
WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class SessionLine:
    """A session for everybody: `left` is a number of places, never who is inside; `is_running` the doors are open."""

    session: CareSession
    standing: Standing
    is_running: bool

    @property
    def left(self) -> int:
        """Places for children of six and more, now; before it begins all of them. None are needed for play."""
        if self.session.is_play or not self.is_running:
            return self.session.places
        return self.standing.children_left(21)

    @property
    def waits_for_carers(self) -> bool:
        """Whether the doors are open and the carers are not here yet."""
        return self.is_running and not self.session.is_play and self.standing.homes < LEAST_HOMES


def current_session(now: datetime | None = None) -> CareSession | None:
    """The session of the tablet: one that runs, else one that is over with a child inside, else the next within half
    an hour."""
    now = now or timezone.now()
    near = CareSession.objects.taking_place().with_care().select_related("room", "reservation")
    running = near.filter(starts_at__lte=now + EARLY, ends_at__gt=now).order_by("starts_at", "pk").first()
    if running is not None and running.starts_at <= now:
        return running
    left = near.filter(pk__in=sessions_with_children(), ends_at__lte=now).order_by("-ends_at").first()
    return left or running


def sessions_with_children() -> QuerySet[Any]:
    """The keys of the sessions with a child that was not handed back, however long ago they ended."""
    return DropIn.objects.inside().values("session")


def sessions_now(now: datetime | None = None) -> list[CareSession]:
    """Every session that runs or has a child inside, the earliest first."""
    now = now or timezone.now()
    running = Q(starts_at__lte=now, ends_at__gt=now, cancelled_at=None)
    rows = CareSession.objects.filter(running | Q(pk__in=sessions_with_children()))
    return list(rows.select_related("room").order_by("starts_at", "pk"))


def open_now(now: datetime | None = None) -> list[SessionLine]:
    """The sessions whose doors are open; four queries."""
    now = now or timezone.now()
    return lines_of(CareSession.objects.running(now).select_related("room").order_by("starts_at", "pk"), now)


def week_ahead(now: datetime | None = None) -> list[SessionLine]:
    """The sessions of the next seven days, those that run too; four queries."""
    now = now or timezone.now()
    return lines_of(sessions_during(Span(now, now + WEEK)), now)


_DURING = Prepared(
    lambda start, end: (
        CareSession.objects.taking_place().during(Span(start, end)).select_related("room").order_by("starts_at", "pk")
    ),
    start=DateTimeField(),
    end=DateTimeField(),
)


def sessions_during(span: Span) -> Iterable[CareSession]:
    """The sessions that share a moment with a span."""
    return _DURING(start=span.start, end=span.end)


def lines_of(sessions: Iterable[CareSession], now: datetime) -> list[SessionLine]:
    """Sessions with how they stand."""
    rows = list(sessions)
    known = standings(rows, now=now)
    return [SessionLine(each, known[each.pk], each.starts_at <= now < each.ends_at) for each in rows]


def duties_on(session: CareSession) -> list[CareDuty]:
    """Who is with the children now; one query."""
    rows = CareDuty.objects.on().filter(session=session).select_related("carer__volunteer")
    return list(rows.order_by("since", "pk"))


# What the tablet's pages show of a session; each of its requests asks for it.
DUTY_NOW = (
    *("carer", "counts", "since", "session__date", "session__starts_at", "session__ends_at", "session__places"),
    *("session__kind", "session__weather", "session__breach_since", "session__cancelled_at", "session__moved_to"),
    *("session__room__name", "session__room__name_en"),
)


_DUTY_NOW = Prepared(
    lambda carer: (
        CareDuty.objects.on().filter(carer=carer).select_related("session__room").only(*DUTY_NOW).order_by()[:1]
    ),
    carer=BigIntegerField(),
)


def duty_now(carer: Carer) -> CareDuty | None:
    """Where a carer is signed on, with the session: yesterday's too, while a child of it is inside; one query."""
    return next(iter(_DUTY_NOW(carer=carer.pk)), None)


@dataclass(frozen=True, slots=True)
class DueCarer:
    """Somebody who promised the post "children's room" at the time of a session; `carer` is None for who is none."""

    name: str
    carer: Carer | None
    promise: Assignment
    is_on: bool


def carers_due(session: CareSession) -> list[DueCarer]:
    """Who is due by the roster, and whether they signed on; two queries."""
    rows = Assignment.objects.holding().filter(shift__post__kind=PostKind.CHILDREN, during__overlap=session.span.range)
    on = set(CareDuty.objects.on().filter(session=session).values_list("carer__volunteer_id", flat=True))
    promises = rows.select_related("volunteer__carer", "shift__post").order_by("during", "pk")
    return [
        DueCarer(each.volunteer.name, getattr(each.volunteer, "carer", None), each, each.volunteer_id in on)
        for each in promises
    ]


def carer_of(user: User) -> Carer | None:
    """The carer that a login is."""
    return Carer.objects.filter(volunteer__user=user, is_active=True).select_related("volunteer__user").first()


def carers_with_pin() -> list[Carer]:
    """Who may open a tablet; one query."""
    return list(Carer.objects.filter(is_active=True).exclude(pin_hash="").select_related("volunteer__user"))


_STATION = Prepared(
    lambda token_hash: (
        Station.objects.filter(token_hash=token_hash, revoked_at=None).select_related("carer").order_by()[:1]
    ),
    token_hash=CharField(),
)


def station_of(token: str) -> Station | None:
    """The tablet with this token, unless it was taken away; one query."""
    return next(iter(_STATION(token_hash=vault.fingerprint(token))), None) if token else None
