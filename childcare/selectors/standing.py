"""The current state of sessions: places, children, points, carers."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection
from django.utils import timezone

from childcare.models import CareSession
from childcare.rules.ratio import Standing

# One statement, hence one snapshot: children and carers at the same instant. The trigger counts the same way.
STANDING = """
SELECT session.id, inside.present, inside.cost, duty.carers, duty.homes, offered.children, offered.points, line.families
FROM unnest(%s::bigint[]) AS session (id)
CROSS JOIN LATERAL (
    SELECT count(*) AS present, coalesce(sum(points), 0)::integer AS cost FROM childcare_dropin
    WHERE session_id = session.id AND out_at IS NULL
) inside
CROSS JOIN LATERAL (
    SELECT count(*) AS carers, count(DISTINCT coalesce(household_id, -carer_id)) AS homes FROM childcare_careduty
    WHERE session_id = session.id AND until IS NULL AND counts
) duty
CROSS JOIN LATERAL (
    SELECT coalesce(sum(children), 0)::integer AS children, coalesce(sum(points), 0)::integer AS points
    FROM childcare_carewaiting
    WHERE session_id = session.id AND state = 'offered' AND held_until > %s AND family_id <> %s
) offered
CROSS JOIN LATERAL (
    SELECT count(*) AS families FROM childcare_carewaiting
    WHERE session_id = session.id AND state IN ('waiting', 'offered')
) line
"""


def standing_of(session: CareSession, *, now: datetime | None = None, besides: int | None = None) -> Standing:
    """The state of one session; one query. What is held for the family `besides` is not counted."""
    return standings([session], now=now, besides=besides)[session.pk]


def standings(
    sessions: Iterable[CareSession], *, now: datetime | None = None, besides: int | None = None
) -> dict[int, Standing]:
    """The state of each session, by primary key; one query for any number."""
    known = {each.pk: each for each in sessions}
    if not known:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(STANDING, [list(known), now or timezone.now(), besides or 0])
        rows = cursor.fetchall()
    return {
        pk: Standing(known[pk].places, present, cost, carers, homes, known[pk].is_in_breach, children, points, waiting)
        for pk, present, cost, carers, homes, children, points, waiting in rows
    }
