"""Exports of classes."""

from collections.abc import Iterator

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from classes.enums import Mark
from classes.models import Attendance, ClassSession, Enrolment, InterestClass
from community.names import mask_name, mask_phone
from community.spreadsheets import workbook


def class_workbook(interest_class: InterestClass, *, shows_names: bool) -> bytes:
    """A row for each seat and guest, and a column with attendance for each session that was not cancelled.

    Without `shows_names`, names and phone numbers are masked. Three queries.
    """
    sessions = list(ClassSession.objects.held().filter(interest_class=interest_class))
    header = [pgettext("person", "name"), _("mobile number"), _("state"), _("asked")]
    header += [f"{timezone.localtime(session.starts_at):%Y-%m-%d %H:%M}" for session in sessions]
    header += [_("times here"), _("minutes of practice")]
    return workbook(header, _rows(interest_class, sessions, shows_names))


def _rows(interest_class: InterestClass, sessions: list[ClassSession], shows_names: bool) -> Iterator[list[object]]:
    seats = Enrolment.objects.filter(interest_class=interest_class).select_related("user", "child", "resident")
    of_members: dict[int, dict[int, Attendance]] = {}
    of_guests: list[Attendance] = []
    held = Attendance.objects.filter(session__in=sessions)
    for attendance in held.select_related("user", "child").order_by("session__starts_at", "pk"):
        if attendance.enrolment_id:
            of_members.setdefault(attendance.enrolment_id, {})[attendance.session_id] = attendance
        else:
            of_guests.append(attendance)
    name = str if shows_names else mask_name
    phone = str if shows_names else mask_phone
    for seat in seats:
        asked = f"{timezone.localtime(seat.created_at):%Y-%m-%d}"
        who = [name(seat.person), phone(seat.phone) if seat.phone else "", str(seat.get_state_display()), asked]
        yield who + _marks(sessions, of_members.get(seat.pk, {}))
    for guest in of_guests:
        number = phone(guest.user.phone) if guest.user else ""
        yield [name(guest.person), number, _("guest"), "", *_marks(sessions, {guest.session_id: guest})]


def _marks(sessions: list[ClassSession], marked: dict[int, Attendance]) -> list[object]:
    cells: list[object] = [
        str(marked[session.pk].get_mark_display()) if session.pk in marked else "" for session in sessions
    ]
    came = sum(each.mark in Mark.came() for each in marked.values())
    minutes = sum(each.minutes or 0 for each in marked.values() if each.confirmed_at)
    return [*cells, came, minutes]
