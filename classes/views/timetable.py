"""The week of all classes, for the noticeboard."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from classes import selectors
from community.asked_day import asked_day, neighbours
from community.ranges import DAY, monday_of, today
from community.shared_pages import seen_by_everybody

ROOMY = 4  # entries per day that fit on the sheet in large print


@require_safe
@seen_by_everybody
def timetable(request: HttpRequest) -> HttpResponse:
    """Monday to Sunday with every session, its room and teacher; prints on one A4 sheet. `?date=` chooses the week."""
    monday = monday_of(asked_day(request))
    days = selectors.timetable(monday)
    context = {
        "days": days,
        "day": monday,
        "last_day": monday + 6 * DAY,
        "today": today(),
        "is_dense": max(len(each.entries) for each in days) > ROOMY,
        **neighbours(monday, 7),
    }
    return render(request, "classes/timetable.html", context)
