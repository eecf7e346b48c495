"""Read access to duty for pages and other apps, as small typed values."""

from volunteers.selectors.candidates import Suggestion, suggestions, taken_of, weighted_hours, who_may, why_not
from volunteers.selectors.certificates import certificate_for, certificates_of
from volunteers.selectors.months import MonthLine, month_lines
from volunteers.selectors.paper import SheetWeek, sheet_weeks
from volunteers.selectors.people import (
    MyDuty,
    MyShift,
    days_away,
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
    Turn,
    Week,
    grid,
    misplaced_shifts,
    on_duty,
    open_shifts,
    open_to_all,
    partners_on,
    turns_today,
    waiting_for_people,
    week_of,
)

__all__ = [
    "MonthLine",
    "MyDuty",
    "MyShift",
    "OnPost",
    "OpenShift",
    "PostLog",
    "SheetWeek",
    "Suggestion",
    "Turn",
    "Week",
    "certificate_for",
    "certificates_of",
    "days_away",
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
    "sheet_weeks",
    "suggestions",
    "taken_of",
    "teams_of",
    "turns_today",
    "volunteer_of",
    "waiting_for_people",
    "week_of",
    "weighted_hours",
    "who_may",
    "why_not",
    "with_minutes_of",
]
