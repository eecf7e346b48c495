"""Carers currently on duty, for the wall, with the names that they agreed to show."""

from collections.abc import Iterator
from datetime import datetime

from childcare.models import CareDuty
from community.registers.foyer import OnDuty, register_duty


def with_the_children(now: datetime) -> Iterator[OnDuty]:
    """Each running session with the carers who agreed to be named, except those on the roster, who are shown
    already.
    """
    rows = CareDuty.objects.on().filter(
        session__starts_at__lte=now, session__ends_at__gt=now, promise=None, carer__volunteer__is_public=True
    )
    by_session: dict[int, list[CareDuty]] = {}
    for row in rows.select_related("session__room", "carer__volunteer").order_by("pk"):
        by_session.setdefault(row.session_id, []).append(row)
    for duties in by_session.values():
        session = duties[0].session
        yield OnDuty(tuple(each.carer.name for each in duties), str(session.room), session.ends_at)


register_duty(with_the_children)
