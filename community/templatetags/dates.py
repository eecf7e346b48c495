"""Days and times as people here read them, in the active language and the centre's time.

| filters | on 2026-11-26 | for |
| --- | --- | --- |
| `near_day` `near_moment` `near_span` | 明天 15:00, tomorrow 15:00 | pages: a reader looks at them now |
| `spoken` | 8:30, 明天 8:30 | the same within a sentence, where today needs no word |
| `day` `moment` `span` | 周五 11月27日, Fri 27 Nov; 2027年1月1日 周五 | messages, headings: read on another day |
| `full_day` | 2026年11月27日 周五, Friday 27 November 2026 | what is kept: letters, printed sheets |
| `paper_day` | 2026年11月27日, 27 November 2026 | certificates: what a signature stands under |
| `year_month` | 2026年11月, November 2026 | months |
| `long_day` `days` | 2020年9月1日, 2020年9月1日起 | terms, residences: days that are long |

Two wall clocks stay on one line: behind their dash stands a sign that nobody sees. `together` puts it into words that
somebody typed; `plain` takes it out where words leave the pages.
"""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from django import template
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from community.ranges import Span, today

register = template.Library()

_CHINESE_WEEKDAYS = "一二三四五六日"
# A line may break after a dash, but not after this invisible character (word joiner).
JOINER = "\u2060"
_RANGE = re.compile(r"(\d\d?:\d\d–)(?=\d)")


def _local(value: datetime) -> datetime:
    return value.astimezone(timezone.get_default_timezone())


def _is_chinese() -> bool:
    return (get_language() or "").startswith("zh")


def _date_of(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


@register.filter
def full_day(value: date | datetime | None) -> str:
    """A date with its year and weekday; for a datetime, its date at the centre."""
    if value is None:
        return ""
    value = _date_of(value)
    if _is_chinese():
        return f"{value.year}年{value.month}月{value.day}日 周{_CHINESE_WEEKDAYS[value.weekday()]}"
    return date_format(value, "l j F Y")


@register.filter
def paper_day(value: date | datetime | None) -> str:
    """A date as a certificate states it, without the weekday; for a datetime, its date at the centre."""
    if value is None:
        return ""
    value = _date_of(value)
    return f"{value.year}年{value.month}月{value.day}日" if _is_chinese() else date_format(value, "j F Y")


@register.filter
def day(value: date | datetime | None) -> str:
    """A date with its weekday, and with its year unless it is the current one."""
    if value is None:
        return ""
    value = _date_of(value)
    this_year = value.year == today().year
    if _is_chinese():
        weekday = f"周{_CHINESE_WEEKDAYS[value.weekday()]}"
        written = f"{value.month}月{value.day}日"
        return f"{weekday} {written}" if this_year else f"{value.year}年{written} {weekday}"
    return date_format(value, "D j M" if this_year else "D j M Y")


@register.filter
def near_day(value: date | datetime | None) -> str:
    """A date relative to today where there is a word for it: yesterday, today, tomorrow; otherwise as `day`.

    For pages only, because what is sent or printed is read on another day.
    """
    if value is None:
        return ""
    value = _date_of(value)
    match (value - today()).days:
        case -1:
            return gettext("yesterday")
        case 0:
            return gettext("today")
        case 1:
            return gettext("tomorrow")
    return day(value)


@register.filter
def near_weekday(value: date | datetime) -> str:
    """A day of the coming week in one word: 明天, 周五."""
    value = _date_of(value)
    if abs((value - today()).days) <= 1:
        return near_day(value)
    return f"周{_CHINESE_WEEKDAYS[value.weekday()]}" if _is_chinese() else date_format(value, "D")


@register.filter
def weekday_and_day(value: date | datetime) -> str:
    """A date as the heading of a narrow column: 周五 27日 or Fri 27; for a datetime, its date at the centre."""
    value = _date_of(value)
    if _is_chinese():
        return f"周{_CHINESE_WEEKDAYS[value.weekday()]} {value.day}日"
    return date_format(value, "D j")


@register.filter
def month_and_day(value: date | datetime) -> str:
    """A date as the heading of the narrowest column: 11/27 or 27 Nov; for a datetime, its date at the centre."""
    value = _date_of(value)
    return f"{value.month}/{value.day}" if _is_chinese() else date_format(value, "j M")


@register.filter
def year_month(value: date) -> str:
    """A month as people write it: 2026年11月, November 2026."""
    return f"{value.year}年{value.month}月" if _is_chinese() else date_format(value, "F Y")


@register.filter
def clock(value: datetime | None) -> str:
    """The wall clock time of a datetime: 14:00."""
    return "" if value is None else f"{_local(value):%H:%M}"


@register.filter
def moment(value: datetime | None) -> str:
    """A date as `day` formats it, and the time: 周五 11月27日 15:00."""
    return "" if value is None else f"{day(value)} {clock(value)}"


@register.filter
def near_moment(value: datetime | None) -> str:
    """A date as `near_day` formats it, and the time: 明天 15:00."""
    return "" if value is None else f"{near_day(value)} {clock(value)}"


@register.filter
def spoken(value: datetime | None) -> str:
    """A datetime within a sentence: 8:30 if it is today, otherwise 明天 8:30."""
    if value is None:
        return ""
    clock_ = f"{_local(value):%H:%M}".removeprefix("0")
    return clock_ if _date_of(value) == today() else f"{near_day(value)} {clock_}"


@register.filter
def clocks(value: Span | None) -> str:
    """The two clock times of a stretch of time: 14:00–15:30, on one line; midnight at its end is 24:00."""
    if value is None:
        return ""
    start, end = _local(value.start), _local(value.end)
    midnight_after = f"{end:%H:%M}" == "00:00" and end.date() == start.date() + timedelta(days=1)
    return f"{start:%H:%M}–{JOINER}{'24:00' if midnight_after else format(end, '%H:%M')}"


@register.filter
def until(starts: time, ends: time) -> str:
    """Two wall clocks of every week: 14:00–15:30, on one line."""
    return f"{starts:%H:%M}–{JOINER}{ends:%H:%M}"


def _span(value: Span, name_of: Callable[[datetime], str]) -> str:
    last_moment = value.end - timedelta(microseconds=1)
    if _date_of(value.start) == _date_of(last_moment):
        return f"{name_of(value.start)} {clocks(value)}"
    return f"{name_of(value.start)} {clock(value.start)} – {name_of(value.end)} {clock(value.end)}"


@register.filter
def span(value: Span | None) -> str:
    """A stretch of time: its day and two clock times, or two days if it crosses midnight."""
    return "" if value is None else _span(value, day)


@register.filter
def near_span(value: Span | None) -> str:
    """Like `span`, with the day as `near_day` formats it: 今天 09:30–11:30."""
    return "" if value is None else _span(value, near_day)


@register.filter
def long_day(value: date | datetime | None) -> str:
    """A date with its year and without its weekday: 2020年9月1日."""
    if value is None:
        return ""
    value = _date_of(value)
    return f"{value.year}年{value.month}月{value.day}日" if _is_chinese() else date_format(value, "j M Y")


@register.filter
def days(value: DateRange | None) -> str:
    """The first and last day of a half-open date range: 2020年9月1日起, or 2020年9月1日 – 2023年8月31日."""
    if value is None or value.isempty:
        return ""
    last = value.upper and value.upper - timedelta(days=1)
    if value.lower is None:
        return gettext("until %(day)s") % {"day": long_day(last)} if last else gettext("always")
    if last is None:
        return gettext("from %(day)s") % {"day": long_day(value.lower)}
    return f"{long_day(value.lower)} – {long_day(last)}"


@register.filter
def together(text: str) -> str:
    """A text with each time range in it kept on one line, as `clocks` formats it."""
    return _RANGE.sub(rf"\1{JOINER}", text)


def plain(text: str) -> str:
    """The text without invisible characters: for text messages, spreadsheets and files."""
    return text.replace(JOINER, "")


# Where a line may break, and should not: within 周五 and 11月27日, and between the words of Fri 27 Nov.
_SEAMS_OF_WORDS = re.compile(r"(?<=周)(?=[一二三四五六日])|(?<=\d)(?=月\d)|(?<=\d月)(?=\d\d?日)|(?<=\d)(?=日)")
_ENGLISH_DAY = re.compile(r"\b((?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)) (\d\d?) (?=[A-Z][a-z][a-z]\b)")
_SHORT_NAME = re.compile(r"“[^”\s]{2,8}”")
NO_BREAK = "\u00a0"


@register.filter
def whole(text: str) -> str:
    """A message in which no day, time range or short quoted name is torn, and no line begins with a dot."""
    text = _ENGLISH_DAY.sub(rf"\1{NO_BREAK}\2{NO_BREAK}", plain(text)).replace(" · ", f"{NO_BREAK}· ")
    text = _SEAMS_OF_WORDS.sub(JOINER, together(text))
    return _SHORT_NAME.sub(lambda name: JOINER.join(plain(name[0])), text)


@register.filter
def minutes(value: timedelta | int | None) -> str:
    """A duration, given as a timedelta or in minutes, in hours and minutes."""
    if value is None:
        return ""
    total = int(value.total_seconds() // 60) if isinstance(value, timedelta) else int(value)
    hours, rest = divmod(total, 60)
    if not hours:
        return gettext("%(minutes)d min") % {"minutes": rest}
    if not rest:
        return gettext("%(hours)d h") % {"hours": hours}
    return gettext("%(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
