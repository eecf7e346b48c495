"""How many minutes of a shift count as service."""

from datetime import datetime, time, timedelta

from community.days import DayStatus
from community.ranges import Span, at
from volunteers.models import Shift, Volunteer

PAID_FROM, PAID_UNTIL = time(8, 30), time(17, 30)  # the centre's office hours
MOST_MINUTES_A_DAY, MOST_ENTRIES_A_DAY = 480, 3
MINUTE, LATE_AFTER = timedelta(minutes=1), timedelta(minutes=15)


def countable(shift: Shift, volunteer: Volunteer, day: DayStatus, arrived: datetime | None = None) -> int:
    """Minutes of the shift that count as service. `day` is the shift's; latecomers count from their arrival.

    There is no check-out, so the shift's end counts. Workers' paid working time does not count.
    """
    start = shift.starts_at
    if arrived is not None and arrived > start + LATE_AFTER:
        start = min(arrived, shift.ends_at)
    parts = [Span(start, shift.ends_at)]
    if volunteer.is_worker and day.nature == "workday":
        paid = Span(at(day.date, PAID_FROM), at(day.date, PAID_UNTIL))
        parts = list(parts[0].minus([paid]))
    return sum(int(part.duration / MINUTE) for part in parts)
