"""Days and times as people here read them, in the active language and the centre's time.

`{{ day|day }}` gives 2026年11月27日 周五 or Friday 27 November 2026.
"""

from datetime import date, datetime, timedelta

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from community.ranges import Span

register = template.Library()

_CHINESE_WEEKDAYS = "一二三四五六日"


def _local(value: datetime) -> datetime:
    return value.astimezone(timezone.get_default_timezone())


@register.filter
def day(value: date | datetime | None) -> str:
    """A date with its weekday; of a moment, its date at the centre."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _local(value)
    if (get_language() or "").startswith("zh"):
        return f"{value.year}年{value.month}月{value.day}日 周{_CHINESE_WEEKDAYS[value.weekday()]}"
    return date_format(value, "l j F Y")


@register.filter
def weekday_and_day(value: date) -> str:
    """A date at the head of a narrow column: 周五 27日 or Fri 27."""
    if (get_language() or "").startswith("zh"):
        return f"周{_CHINESE_WEEKDAYS[value.weekday()]} {value.day}日"
    return date_format(value, "D j")


@register.filter
def clock(value: datetime | None) -> str:
    """The wall clock of a moment: 14:00."""
    return "" if value is None else f"{_local(value):%H:%M}"


@register.filter
def moment(value: datetime | None) -> str:
    """A date with its weekday and the wall clock."""
    return "" if value is None else f"{day(value)} {clock(value)}"


@register.filter
def clocks(value: Span | None) -> str:
    """The two wall clocks of a stretch of time: 14:00–15:30; midnight at its end is 24:00."""
    if value is None:
        return ""
    start, end = _local(value.start), _local(value.end)
    midnight_after = f"{end:%H:%M}" == "00:00" and end.date() == start.date() + timedelta(days=1)
    return f"{start:%H:%M}–{'24:00' if midnight_after else format(end, '%H:%M')}"


@register.filter
def span(value: Span | None) -> str:
    """A stretch of time: its day and two wall clocks, or two days where it crosses midnight."""
    if value is None:
        return ""
    last_moment = value.end - timedelta(microseconds=1)
    if _local(value.start).date() == _local(last_moment).date():
        return f"{day(value.start)} {clocks(value)}"
    return f"{moment(value.start)} – {moment(value.end)}"


@register.filter
def minutes(value: timedelta | int | None) -> str:
    """A length, given as a timedelta or in minutes, in hours and minutes."""
    if value is None:
        return ""
    total = int(value.total_seconds() // 60) if isinstance(value, timedelta) else int(value)
    hours, rest = divmod(total, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
