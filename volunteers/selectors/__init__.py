"""What pages and other apps read of duty, as small typed values."""

from volunteers.selectors.certificates import certificate_for, certificates_of
from volunteers.selectors.months import MonthLine, month_lines
from volunteers.selectors.people import (
    MyDuty,
    MyShift,
    duty_of,
    my_future,
    teams_of,
    volunteer_of,
    with_minutes_of,
)
from volunteers.selectors.posts import PostLog, log_of
from volunteers.selectors.shifts import (
    OnPost,
    OpenShift,
    Suggestion,
    Turn,
    Week,
    grid,
    misplaced_shifts,
    on_duty,
    open_shifts,
    open_to_all,
    partners_on,
    suggestions,
    turns_today,
    week_of,
    weighted_hours,
    why_not,
)

__all__ = [
    "MonthLine",
    "MyDuty",
    "MyShift",
    "OnPost",
    "OpenShift",
    "PostLog",
    "Suggestion",
    "Turn",
    "Week",
    "certificate_for",
    "certificates_of",
    "duty_of",
    "grid",
    "log_of",
    "misplaced_shifts",
    "month_lines",
    "my_future",
    "on_duty",
    "open_shifts",
    "open_to_all",
    "partners_on",
    "suggestions",
    "teams_of",
    "turns_today",
    "volunteer_of",
    "week_of",
    "weighted_hours",
    "why_not",
    "with_minutes_of",
]
