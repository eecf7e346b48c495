"""Who is on duty now, for the wall, with the names that they agreed to show."""

from collections.abc import Iterator
from datetime import datetime

from community.registers.foyer import OnDuty, register_duty
from volunteers.selectors import on_duty


def at_their_posts(now: datetime) -> Iterator[OnDuty]:
    """Each post that is staffed now."""
    for each in on_duty(now):
        yield OnDuty(each.names, str(each.shift.post), each.shift.ends_at)


register_duty(at_their_posts)
