"""Pages for one day or week, chosen by `?date=`, with links to the neighbouring ones."""

from datetime import date

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from community.ranges import DAY, today

# The range that pages cover. Bookings reach less far ahead, and older history belongs in the admin.
DAYS_BACK = 366
DAYS_AHEAD = 366


def asked_day(request: HttpRequest) -> date:
    """The day given in the address, or today. Raises Http404 if it is invalid or out of range."""
    asked = request.GET.get("date")
    if not asked:
        return today()
    day = shown_day(asked)
    if day is None:
        raise Http404(_("There is no such day, or it is too far away."))
    return day


def shown_day(typed: str) -> date | None:
    """Parse a date; None if it is invalid or out of range."""
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if _is_shown(day) else None


def neighbours(day: date, days: int) -> dict[str, date | None]:
    """The `previous` and `next` dates to link to, `days` apart; None beyond the range."""
    previous, following = day - days * DAY, day + days * DAY
    return {"previous": previous if _is_shown(previous) else None, "next": following if _is_shown(following) else None}


def _is_shown(day: date) -> bool:
    return today() - DAYS_BACK * DAY <= day <= today() + DAYS_AHEAD * DAY
