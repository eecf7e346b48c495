"""Parsing cells specific to duty charts: days without a year, hours, parts of the day, several names in one cell."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from community.ranges import DAY, month_of
from community.workbooks import cells
from community.workbooks.reading import FORMULA

_MONTH_AND_DAY = re.compile(r"([0-9]{1,2})(?:月|[./-])([0-9]{1,2})[日号]?")
_WEEKDAY = re.compile(r"(?:星期|周|礼拜)([一二三四五六日天])")
_IN_BRACKETS = re.compile(r"\(.*?\)")
_BARE_DAY = re.compile(r"([0-9]{1,2})[日号]?")
_TITLE_MONTH = re.compile(r"([0-9]{4})\s*年\s*([0-9]{1,2})\s*月")
_CLOCK = r"([0-9]{1,2})\s*(?:[:.时点]\s*([0-9]{2})?\s*分?)"
_CLOCKS = re.compile(rf"{_CLOCK}\s*(?:[-–—~]+|至|到)\s*(?:次日|第二天|翌日|次晨)?\s*{_CLOCK}")
_ONE_CLOCK = re.compile(_CLOCK)
_WEEKDAYS = "一二三四五六日"
# The range of hours in which a shift with this name begins.
PARTS = {
    "全天": (0, 24), "白班": (5, 18), "早班": (5, 12), "中班": (11, 17), "晚班": (17, 24), "夜班": (17, 24),
    "上午": (5, 12), "中午": (11, 14), "下午": (12, 18), "傍晚": (17, 20), "晚上": (17, 24), "晚间": (17, 24),
    "夜间": (17, 24), "早": (5, 12), "午": (11, 14), "晚": (17, 24), "夜": (17, 24),
    "morning": (5, 12), "afternoon": (12, 18), "evening": (17, 24), "night": (17, 24),
}  # fmt: skip
_BETWEEN_NAMES = re.compile(r"[、,，;；/|\n&+]|(?<=[^\x00-\u2fff])(?:和|及|与)(?=[^\x00-\u2fff])")
_NOBODY = frozenset({"休", "休息", "待定", "缺", "缺人", "空缺", "空岗", "放假", "停班"})


@dataclass(frozen=True, slots=True)
class Calendar:
    """The dates of a chart: `first` for dates without a year, `month` for days without a month."""

    first: date
    month: date

    @classmethod
    def of(cls, first: date, titles: Iterator[str]) -> "Calendar":
        """The month that one of the titles names, otherwise that of the first day."""
        named = (_TITLE_MONTH.search(title) for title in titles)
        found = next((each for each in named if each and 1 <= int(each[2]) <= 12), None)
        return cls(first, date(int(found[1]), int(found[2]), 1) if found else month_of(first))

    def day(self, value: Any, *, bare: bool = False) -> date | None:
        """A day with or without a year, 12月7日, a weekday such as 周一, or with `bare` 7 or 7日; None for anything
        else.

        A date without a year is the one nearest to the first day of the chart.
        """
        if isinstance(value, bool) or value is None or value is FORMULA:
            return None
        if isinstance(value, date | datetime):
            return cells.day(value)
        written = re.sub(r"\s", "", _IN_BRACKETS.sub("", cells.text(value)))
        without_weekday = _WEEKDAY.sub("", written)
        if bare and (match := _BARE_DAY.fullmatch(without_weekday)):
            return _day_of(self.month.year, self.month.month, int(match[1]))
        if match := _MONTH_AND_DAY.fullmatch(without_weekday):
            return self._nearest(int(match[1]), int(match[2]))
        if written and not without_weekday and (match := _WEEKDAY.fullmatch(written)):
            weekday = _WEEKDAYS.index(match[1].replace("天", "日"))
            return self.first + (weekday - self.first.weekday()) % 7 * DAY
        return cells.day(without_weekday) if without_weekday else None

    def _nearest(self, month: int, day: int) -> date | None:
        years = (self.first.year - 1, self.first.year, self.first.year + 1)
        found = [each for year in years if (each := _day_of(year, month, day)) is not None]
        return min(found, key=lambda each: abs(each - self.first), default=None)


def _day_of(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def hours(value: Any) -> tuple[time, time] | None:
    """The two clock times in a cell: 8:30-11:30, 19:30—次日7:30, 8点至10点; 24:00 is midnight."""
    match = _CLOCKS.search(cells.text(value))
    if match is None:
        return None
    start, end = _clock(match[1], match[2]), _clock(match[3], match[4])
    return (start, end) if start is not None and end is not None else None


def clock(value: Any) -> time | None:
    """One clock time: 8:30, 8点, a time or datetime of the spreadsheet, or the fraction of a day."""
    if isinstance(value, datetime):
        return value.time()
    if isinstance(value, time):
        return value
    if isinstance(value, float) and 0 <= value < 1:
        return (datetime.min + timedelta(minutes=round(value * 24 * 60))).time()
    match = _ONE_CLOCK.search(cells.text(value))
    return _clock(match[1], match[2]) if match else None


def _clock(hour: str, minute: str | None) -> time | None:
    number, rest = int(hour), int(minute or 0)
    if number == 24 and rest == 0:
        return time.min
    return time(number, rest) if number < 24 and rest < 60 else None


def part(value: Any) -> tuple[int, int] | None:
    """The range of hours of a part of the day such as 上午 or 晚班; None if a cell names none."""
    said = re.sub(r"\s", "", _IN_BRACKETS.sub("", cells.text(value))).lower()
    if said in PARTS:
        return PARTS[said]
    return next((PARTS[word] for word in PARTS if len(word) > 1 and word in said), None)


def label(value: Any, posts: Collection[str]) -> tuple[str, str]:
    """Split a chart's heading into post and time: “东门 8:00-10:00”, “东门(上午)”, “上午”, “东门”.

    The name of a known post such as 晚间巡逻 is not split.
    """
    said = cells.text(value)
    post = max((each for each in posts if each and each in said), key=len, default="")
    rest = said.replace(post, "", 1)
    match = _CLOCKS.search(rest)
    time = match[0] if match else next((word for word in PARTS if len(word) > 1 and word in rest.lower()), "")
    if not time and (bare := re.sub(r"\s|班$", "", rest).lower()) in PARTS:
        time = bare
    return post or _bare(re.sub(re.escape(time), "", rest, flags=re.IGNORECASE) if time else rest), time


def _bare(said: str) -> str:
    return re.sub(r"^[\s()（）:：-]+|[\s()（）:：-]+$", "", said)


def is_weekday(value: Any) -> bool:
    """Whether a cell is only a weekday, as in the second line of a heading: 星期一, 一."""
    said = re.sub(r"\s", "", cells.text(value))
    return said in tuple(_WEEKDAYS) or _WEEKDAY.fullmatch(said) is not None


def names(value: Any) -> list[str]:
    """The people that a cell names, as written; none for 休, 待定, or an empty cell.

    王秀兰 李建国 are two people; 王 秀兰 is one.
    """
    if value is FORMULA:
        return []
    found: list[str] = []
    for piece in _BETWEEN_NAMES.split(cells.text(value).replace("\r", "\n")):
        words = piece.split()
        is_several = len(words) > 1 and all(len(word) > 1 and word[0] > "\u2fff" for word in words)
        found += words if is_several else [" ".join(words)]
    return [each for each in found if each and each not in _NOBODY and not cells.is_missing(each)]
