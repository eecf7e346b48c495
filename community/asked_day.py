"""Pages of one day or one week: `?date=` chooses it, and links lead to the ones beside it."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from community.ranges import DAY, today

# How far the pages look; bookings reach less far, and history further back is for the admin.
DAYS_BACK = 366
DAYS_AHEAD = 366


def asked_day(request: HttpRequest) -> date:
    """The day in the address, today where it names none. Raises Http404 for one that is no day or too far."""
    asked = request.GET.get("date")
    if not asked:
        return today()
    day = shown_day(asked)
    if day is None:
        raise Http404(_("There is no such day, or it is too far away."))
    return day


def shown_day(typed: str) -> date | None:
    """Parse a day; None unless pages show it."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if _is_shown(day) else None


def neighbours(day: date, days: int) -> dict[str, date | None]:
    """The `previous` and the `next` day to go to, so many `days` away, as far as the pages look."""
    previous, following = day - days * DAY, day + days * DAY
    return {"previous": previous if _is_shown(previous) else None, "next": following if _is_shown(following) else None}


def _is_shown(day: date) -> bool:
    return today() - DAYS_BACK * DAY <= day <= today() + DAYS_AHEAD * DAY
