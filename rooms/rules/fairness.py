"""Fair use: a resident's quota, and suspension after missed bookings."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.utils import timezone
from django.utils.translation import ngettext

from community.errors import Invalid
from community.models import User
from community.ranges import Span, week_span
from rooms.enums import BookingState
from rooms.models import Booking, BookingPolicy, Room, RoomKind, Waiting

# What the policy says about missed bookings.
POLICY = ("strikes", "strike_days", "suspension_days")
MOST_STRIKES = 100  # to be examined, latest first
# Raw SQL, because every booking asks: the ORM takes ten times as long to build this query as PostgreSQL to run it.
SHARE = """
WITH own AS (
    SELECT booking.* FROM rooms_booking AS booking JOIN rooms_room AS room ON room.id = booking.room_id
    WHERE booking.user_id = %(user)s AND room.kind_id = %(kind)s AND booking.id IS DISTINCT FROM %(besides)s
)
SELECT (SELECT count(*) FROM own WHERE state = ANY(%(active)s) AND ends_at > %(now)s),
       (SELECT coalesce(sum(ends_at - starts_at), interval '0') FROM own
        WHERE starts_at >= %(monday)s AND starts_at < %(after)s AND state <> ALL(%(given_up)s)),
       ARRAY(SELECT at FROM rooms_strike WHERE user_id = %(user)s AND forgiven_at IS NULL
             ORDER BY at DESC LIMIT %(most)s),
       policy.strikes, policy.strike_days, policy.suspension_days
FROM (SELECT) AS nothing LEFT JOIN rooms_bookingpolicy AS policy ON true
"""


@dataclass(frozen=True, slots=True)
class Fairness:
    """A resident's quota: what is used, what is allowed, and whether the resident is suspended."""

    active: int
    max_active: int
    hours_used: float
    max_hours: int
    strikes: int
    strikes_allowed: int
    suspended_until: datetime | None


def fairness(user: User, kind: RoomKind, at: datetime, *, besides: Booking | None = None) -> Fairness:
    """A resident's share of a kind of room in the week of `at`; `besides` is not counted. One query."""
    now, week = timezone.now(), week_span(timezone.localdate(at))
    asked = {
        "user": user.pk,
        "kind": kind.pk,
        "besides": besides.pk if besides else None,
        "now": now,
        "monday": week.start,
        "after": week.end,
        "active": list(BookingState.active()),
        "given_up": [BookingState.CANCELLED, BookingState.DECLINED],
        "most": MOST_STRIKES,
    }
    with connection.cursor() as cursor:
        cursor.execute(SHARE, asked)
        active, used, missed, *rules = cursor.fetchone()
    policy = BookingPolicy() if rules[0] is None else BookingPolicy(**dict(zip(POLICY, rules, strict=True)))
    strikes = [each for each in missed if each > now - timedelta(days=policy.strike_days)]
    suspended_until = None
    if len(strikes) >= policy.strikes:
        until = strikes[0] + timedelta(days=policy.suspension_days)
        suspended_until = until if until > now else None
    return Fairness(
        active=active,
        max_active=kind.max_active_bookings,
        hours_used=used / timedelta(hours=1),
        max_hours=kind.max_hours_per_week,
        strikes=len(strikes),
        strikes_allowed=policy.strikes,
        suspended_until=suspended_until,
    )


def may_be_offered(user: User, room: Room, span: Span) -> bool:
    """Whether a resident could accept an offer, given the quota and the offers already held."""
    try:
        share = check_fairness(room, span, user=user)
    except Invalid:
        return False
    open_offers = Waiting.objects.offered_to(user, timezone.now()).filter(room__kind=room.kind_id)
    return share.active + open_offers.count() < share.max_active


def check_fairness(room: Room, span: Span, *, user: User, besides: Booking | None = None) -> Fairness:
    """Check that a booking stays within a resident's quota.

    Raises suspended, quota_active, quota_hours.
    """
    share = fairness(user, room.kind, span.start, besides=besides)
    if share.suspended_until is not None:
        raise Invalid(
            "suspended",
            ngettext(
                "After %(strikes)d missed booking you can book again from %(date)s.",
                "After %(strikes)d missed bookings you can book again from %(date)s.",
                share.strikes,
            )
            % {"strikes": share.strikes, "date": timezone.localtime(share.suspended_until).strftime("%Y-%m-%d %H:%M")},
        )
    if share.active >= share.max_active:
        raise Invalid(
            "quota_active",
            ngettext(
                "You already have %(count)d booking ahead for this kind of room, as many as each resident may have.",
                "You already have %(count)d bookings ahead for this kind of room, as many as each resident may have.",
                share.active,
            )
            % {"count": share.active},
        )
    if share.hours_used + span.duration / timedelta(hours=1) > share.max_hours:
        raise Invalid(
            "quota_hours",
            ngettext(
                "Each resident may book %(hours)d hour a week in this kind of room.",
                "Each resident may book %(hours)d hours a week in this kind of room.",
                share.max_hours,
            )
            % {"hours": share.max_hours},
        )
    return share
