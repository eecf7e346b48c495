"""Read access to classes for pages and other apps."""

from classes.selectors.attendance import attendance_of, record_of, sessions_taught, sheet_of
from classes.selectors.classes import (
    guest_seats_of,
    seats_around,
    sessions_on_days_off,
    sessions_shown,
    weeks_of,
)
from classes.selectors.listing import FEW, ClassFilter, ClassLine, class_list, classes_of
from classes.selectors.practice import (
    RatingSummary,
    certificate_for,
    certificates_of,
    ratings_of,
    seats_to_rate,
)
from classes.selectors.proposals import PopularHour, newest_proposals, popular_hours
from classes.selectors.sessions import (
    Clash,
    TimetableDay,
    clashes,
    make_up_times,
    sessions_during,
    sessions_in_order,
    timetable,
)

__all__ = [
    "FEW",
    "Clash",
    "ClassFilter",
    "ClassLine",
    "PopularHour",
    "RatingSummary",
    "TimetableDay",
    "attendance_of",
    "certificate_for",
    "certificates_of",
    "clashes",
    "class_list",
    "classes_of",
    "guest_seats_of",
    "make_up_times",
    "newest_proposals",
    "popular_hours",
    "ratings_of",
    "record_of",
    "seats_around",
    "seats_to_rate",
    "sessions_during",
    "sessions_in_order",
    "sessions_on_days_off",
    "sessions_shown",
    "sessions_taught",
    "sheet_of",
    "timetable",
    "weeks_of",
]
