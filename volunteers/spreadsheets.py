"""Workbooks that leave duty: four weeks of the roster, and a month's hours for the national system."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.days import DayStatus
from community.names import mask_name, mask_phone
from community.ranges import Span
from community.spreadsheets import workbook
from community.templatetags.dates import clocks
from volunteers import selectors
from volunteers.models import ServiceHours


def roster_workbook(days: Sequence[DayStatus], span: Span) -> bytes:
    """A row for each shift, as the wall chart has it: day, hours, post, team, who. Three queries."""
    header = [
        _("Date"),
        _("Time"),
        pgettext("column", "post"),
        _("Team"),
        _("who is on duty"),
        pgettext("people", "missing"),
    ]
    return workbook(header, _turns(days, span))


def _turns(days: Sequence[DayStatus], span: Span) -> Iterator[list[object]]:
    for row in selectors.grid(days, span, None, in_full=True):
        for day, turns in row.days:
            for turn in turns:
                team = str(turn.shift.team or "")
                who = "、".join(turn.names)
                yield [f"{day.date}", clocks(turn.shift.span), str(row.post), team, who, turn.missing]


def hours_workbook(month: date, *, shows_names: bool) -> bytes:
    """A row for each entry and correction of a month, for the national record; one query.

    Without `shows_names` names and phone numbers are masked.
    """
    header = [
        pgettext("person", "name"),
        _("mobile number"),
        _("day of service"),
        _("post"),
        _("kind of service"),
        _("minutes"),
        _("first source"),
        _("second source"),
        _("reason"),
    ]
    return workbook(header, _entries(month, shows_names))


def _entries(month: date, shows_names: bool) -> Iterator[list[object]]:
    entries = ServiceHours.objects.filter(month=month).select_related(
        "volunteer__user", "volunteer__resident", "assignment__shift__post"
    )
    name, phone = (str, str) if shows_names else (mask_name, mask_phone)
    for entry in entries.order_by("day", "pk"):
        number = entry.volunteer.phone
        yield [
            name(entry.volunteer.name),
            phone(number) if number else "",
            f"{entry.day}",
            str(entry.assignment.shift.post),
            str(entry.get_kind_display()),
            entry.minutes,
            str(entry.get_first_source_display()),
            str(entry.get_second_source_display()),
            entry.reason,
        ]
