"""Sessions of the children's room, for the public and for carers."""

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
    """A session for the public: `left` is a number of places, `is_running` says that it is open."""

    session: CareSession
    standing: Standing
    is_running: bool

    @property
    def left(self) -> int:
        """Places left for children of six and older now; before it begins, all of them. Not limited for play."""
        if self.session.is_play or not self.is_running:
            return self.session.places
        return self.standing.children_left(21)

    @property
    def waits_for_carers(self) -> bool:
        """Whether the session is open and the carers have not signed on yet."""
        return self.is_running and not self.session.is_play and self.standing.homes < LEAST_HOMES


def current_session(now: datetime | None = None) -> CareSession | None:
    """The session for the tablet: one that is running, else one that is over with a child inside, else the next.

    The next one counts from half an hour before it begins.
    """
    now = now or timezone.now()
    near = CareSession.objects.taking_place().with_care().select_related("room", "reservation")
    running = near.filter(starts_at__lte=now + EARLY, ends_at__gt=now).order_by("starts_at", "pk").first()
    if running is not None and running.starts_at <= now:
        return running
    left = near.filter(pk__in=sessions_with_children(), ends_at__lte=now).order_by("-ends_at").first()
    return left or running


def sessions_with_children() -> QuerySet[Any]:
    """The keys of sessions with children who were not handed back, however long ago they ended."""
    return DropIn.objects.inside().values("session")


def sessions_now(now: datetime | None = None) -> list[CareSession]:
    """Every session that is running or has a child inside, the earliest first."""
    now = now or timezone.now()
    running = Q(starts_at__lte=now, ends_at__gt=now, cancelled_at=None)
    rows = CareSession.objects.filter(running | Q(pk__in=sessions_with_children()))
    return list(rows.select_related("room").order_by("starts_at", "pk"))


def open_now(now: datetime | None = None) -> list[SessionLine]:
    """The sessions that are open; four queries."""
    now = now or timezone.now()
    return lines_of(CareSession.objects.running(now).select_related("room").order_by("starts_at", "pk"), now)


def week_ahead(now: datetime | None = None) -> list[SessionLine]:
    """The sessions of the next seven days, including running ones; four queries."""
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
    """The sessions that overlap a span."""
    return _DURING(start=span.start, end=span.end)


def lines_of(sessions: Iterable[CareSession], now: datetime) -> list[SessionLine]:
    """Sessions with their current state."""
    rows = list(sessions)
    known = standings(rows, now=now)
    return [SessionLine(each, known[each.pk], each.starts_at <= now < each.ends_at) for each in rows]


def duties_on(session: CareSession) -> list[CareDuty]:
    """The carers signed on now; one query."""
    rows = CareDuty.objects.on().filter(session=session).select_related("carer__volunteer")
    return list(rows.order_by("since", "pk"))


# The columns of a session on the tablet's pages; every request from it asks for them.
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
    """A carer's current duty, with its session; an earlier one too, while a child of it is inside; one query."""
    return next(iter(_DUTY_NOW(carer=carer.pk)), None)


@dataclass(frozen=True, slots=True)
class DueCarer:
    """A person who promised a "children's room" shift during the session; `carer` is None if they are not a carer."""

    name: str
    carer: Carer | None
    promise: Assignment
    is_on: bool


def carers_due(session: CareSession) -> list[DueCarer]:
    """Who is due by the roster, and whether they have signed on; two queries."""
    rows = Assignment.objects.holding().filter(shift__post__kind=PostKind.CHILDREN, during__overlap=session.span.range)
    on = set(CareDuty.objects.on().filter(session=session).values_list("carer__volunteer_id", flat=True))
    promises = rows.select_related("volunteer__carer", "shift__post").order_by("during", "pk")
    return [
        DueCarer(each.volunteer.name, getattr(each.volunteer, "carer", None), each, each.volunteer_id in on)
        for each in promises
    ]


def carer_of(user: User) -> Carer | None:
    """The carer of a login."""
    return Carer.objects.filter(volunteer__user=user, is_active=True).select_related("volunteer__user").first()


def carers_with_pin() -> list[Carer]:
    """Carers who can unlock a tablet; one query."""
    return list(Carer.objects.filter(is_active=True).exclude(pin_hash="").select_related("volunteer__user"))


_STATION = Prepared(
    lambda token_hash: (
        Station.objects.filter(token_hash=token_hash, revoked_at=None).select_related("carer").order_by()[:1]
    ),
    token_hash=CharField(),
)


def station_of(token: str) -> Station | None:
    """The tablet with this token, unless it was revoked; one query."""
    return next(iter(_STATION(token_hash=vault.fingerprint(token))), None) if token else None
