"""Workbook downloads of duty: four weeks of the roster, a month's hours, and the same for the national system."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from community.days import DayStatus
from community.models import Centre, User
from community.names import mask_name, mask_phone
from community.permissions import require_permission
from community.ranges import Span
from community.spreadsheets import workbook
from community.templatetags.dates import clocks, plain
from community.typed_words import A_FEW_WORDS, require_reason
from residents.services import reveal
from volunteers import selectors
from volunteers.models import ServiceHours, Volunteer


def roster_workbook(days: Sequence[DayStatus], span: Span) -> bytes:
    """A row for each shift, as on the wall chart: day, hours, post, team, people. Three queries."""
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
    for row in selectors.grid(days, span, None, in_full=True, also=["team"]):
        for day, turns in row.days:
            for turn in turns:
                team = str(turn.shift.team or "")
                who = "、".join(turn.names)
                yield [f"{day.date}", plain(clocks(turn.shift.span)), str(row.post), team, who, turn.missing]


def hours_workbook(month: date, *, shows_names: bool) -> bytes:
    """A row for each entry and correction of a month, for the national record; one query.

    Without `shows_names`, names and phone numbers are masked.
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


# The columns required by the national system of voluntary service (民政部令第67号): in Chinese, whatever the user's
# language.
NATIONAL = [
    "姓名", "证件类型", "证件号码", "联系电话", "志愿服务项目", "服务类别", "服务日期", "开始时间", "结束时间",
    "服务时长（小时）", "服务地点", "服务内容", "负责人", "记录单位", "备注",
]  # fmt: skip
NO_CHECK_OUT = "到岗有签到，离岗按班次结束时间计"


def national_workbook(month: date, *, by: User, reason: str) -> bytes:
    """A row for each counted shift of a month, including corrections, for the national system of voluntary service.

    Contains identity numbers if the user may reveal them; each is recorded as revealed, with the reason. Raises
    not_allowed, reason_needed.
    """
    require_permission(by, "volunteers.run_duty", _("Only the centre can do this."))
    reason = require_reason(reason, least=A_FEW_WORDS)
    with translation.override("zh-hans"), transaction.atomic():
        return workbook(NATIONAL, list(_national(month, by, reason)))


def _national(month: date, by: User, reason: str) -> Iterator[list[object]]:
    entries = ServiceHours.objects.filter(month=month).select_related(
        "volunteer__user", "volunteer__resident", "assignment__shift__post", "assignment__shift__team__leader"
    )
    by_shift: dict[int, list[ServiceHours]] = {}
    for entry in entries.order_by("day", "volunteer__name_key", "pk"):
        by_shift.setdefault(entry.assignment_id, []).append(entry)
    numbers: dict[int, str] = {}
    for rows in by_shift.values():
        minutes = sum(row.minutes for row in rows)
        if minutes:
            yield _national_row(rows, minutes, _number(rows[0].volunteer, numbers, by, reason))


def _number(volunteer: Volunteer, known: dict[int, str], by: User, reason: str) -> str:
    """A volunteer's number, looked up once; empty if the user may not see it."""
    if volunteer.pk not in known:
        resident = volunteer.resident
        may = resident is not None and bool(resident.id_encrypted) and by.has_perm("residents.reveal_resident")
        known[volunteer.pk] = (
            reveal(resident=resident, field="id_number", reason=reason, by=by) if resident is not None and may else ""
        )
    return known[volunteer.pk]


def _national_row(rows: list[ServiceHours], minutes: int, number: str) -> list[object]:
    entry, shift, centre = rows[0], rows[0].assignment.shift, Centre.load()
    start, end = timezone.localtime(shift.starts_at), timezone.localtime(shift.ends_at)
    resident = entry.volunteer.resident
    reasons = [row.reason for row in rows if row.reason]
    return [
        entry.volunteer.name,
        str(resident.get_id_kind_display()) if number and resident is not None else "",
        number,
        entry.volunteer.phone,
        f"{centre.name}志愿值班",
        str(entry.get_kind_display()),
        f"{entry.day}",
        f"{start:%Y-%m-%d %H:%M}",
        f"{end:%Y-%m-%d %H:%M}",
        round(minutes / 60, 2),
        shift.post.place or centre.address,
        shift.post.name,
        shift.team.leader.name if shift.team and shift.team.leader else "",
        centre.name,
        "；".join([NO_CHECK_OUT, *reasons]),
    ]
