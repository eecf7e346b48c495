"""Reading a chart as lines, one for each person, from a list or from a table with the days across or down."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.errors import DomainError
from community.workbooks import headings
from community.workbooks.headings import Synonyms, Vocabulary
from community.workbooks.opening import open_book
from community.workbooks.reading import FORMULA, Book, RawRow
from community.workbooks.tables import Line, Tables
from volunteers.importing import cells
from volunteers.importing.cells import Calendar

MOST_SQUARES = 5000  # names in one chart

_WORDS: Synonyms = {
    "date": ("日期", "值班日期", "班期", "时间日期", "值守日期", "date", "day"),
    "time": ("时间", "值班时间", "时段", "值班时段", "班次", "班段", "值守时间", "time", "hours", "shift"),
    "starts": ("开始", "开始时间", "上班", "上班时间", "起", "from", "start"),
    "ends": ("结束", "结束时间", "下班", "下班时间", "止", "until", "to", "end"),
    "post": ("岗位", "值班点", "值班岗位", "点位", "地点", "值班地点", "值守点", "值守岗位", "岗", "post", "place"),
    "team": ("小组", "值班小组", "班组", "组别", "team"),
    "name": (
        "值班人员", "值班人", "值班员", "值守人员", "值班志愿者", "志愿者", "人员", "姓名", "值班", "who", "name",
        "volunteer", "whoisonduty",
    ),
    "phone": ("联系电话", "电话", "手机", "手机号", "联系方式", "phone", "telephone", "mobile"),
}  # fmt: skip
# Columns that charts have and we do not need; staff are not asked about them.
PASSED_OVER = ("星期", "周", "周次", "序号", "备注", "说明", "缺", "还缺", "weekday", "no", "remarks", "missing")

ROSTER = Vocabulary(
    _WORDS,
    {
        "date": pgettext_lazy("column", "day"),
        "time": pgettext_lazy("column", "hours in one cell"),
        "starts": pgettext_lazy("column", "from"),
        "ends": pgettext_lazy("column", "until"),
        "post": pgettext_lazy("column", "post"),
        "team": pgettext_lazy("column", "team"),
        "name": _("who is on duty"),
        "phone": pgettext_lazy("column", "telephone"),
    },
    lambda has: [column for column in ("date", "post", "name") if column not in has],
    exported=tuple(_WORDS),
    carried=("date", "time", "post", "team"),
)


class Chart(Tables):
    """The lines of a chart in any layout; `day` of each is a date if it could be read."""

    def __init__(self, content: bytes, *, first: date, posts: Collection[str], **how: Any) -> None:
        known = {headings.word(each): "" for each in PASSED_OVER} | (how.pop("known", None) or {})
        super().__init__(content, ROSTER, known=known, **how)
        self._content, self._first, self._posts = content, first, frozenset(posts)

    def lines(self) -> Iterator[Line]:
        """All lines, one for each person; a shift without a name has one line. Raises what `Tables.lines` raises."""
        drawn = {title: list(islice(self._squares(title), MOST_SQUARES)) for title in self._shown()}
        for lines in drawn.values():
            yield from lines
        try:
            for line in super().lines():
                yield from _one_each(line, self._calendar(line.sheet).day(line.values.get("date")))
        except DomainError:
            if not any(drawn.values()):
                raise
        # Headings that the list reader did not find on a chart are not asked about.
        self.reading.questions = [each for each in self.reading.questions if not drawn.get(each.sheet)]
        skipped = self.reading.skipped_sheets
        self.reading.skipped_sheets = [title for title in skipped if not drawn.get(title)]

    def _shown(self) -> list[str]:
        book: Book = self._book
        return [sheet.title for sheet in book.sheets if self._reads_hidden or not sheet.is_hidden]

    def _calendar(self, title: str, rows: Sequence[RawRow] = ()) -> Calendar:
        said = (str(value) for row in rows[:3] for value in row.values if isinstance(value, str))
        return Calendar.of(self._first, iter([title, *said]))

    def _squares(self, title: str) -> Iterator[Line]:
        """The lines of a sheet laid out as a table; none for a list, or for an unreadable sheet."""
        rows = list(islice(open_book(self._content).rows(title), MOST_SQUARES))
        first = [row for row in rows if row.number <= headings.HEADER_WITHIN]
        listed = headings.best(self._candidates(first, title))
        if listed is not None and not listed.missing:
            return
        calendar = self._calendar(title, rows)
        for place, row in enumerate(first):
            days = _days_in(row, calendar)
            if days:
                yield from self._days_across(title, days, rows[place + 1 :])
                return
        for place, row in enumerate(first):
            across = {} if _day_of(row.values[:1], calendar) else self._headings_in(row)
            if across and any(_day_of(each.values[: min(across)], calendar) for each in rows[place + 1 :]):
                yield from self._days_down(title, across, rows[place + 1 :], calendar)
                return

    def _headings_in(self, row: RawRow) -> dict[int, tuple[str, str]]:
        """Columns headed by a post, or by hours beside one; none if no post is known."""
        found = {
            place: cells.label(value, self._posts)
            for place, value in enumerate(row.values)
            if place and value is not None
        }
        known = {place: each for place, each in found.items() if each[1] or each[0] in self._posts}
        return known if any(post in self._posts for post, _time in known.values()) else {}

    def _days_across(self, title: str, days: dict[int, date], rows: Sequence[RawRow]) -> Iterator[Line]:
        """Posts, and perhaps hours, down; days across. A row without a post belongs to the one above."""
        head = min(days)
        post = title if title in self._posts else ""
        for row in rows:
            squares = {day: row.values[place] for place, day in days.items() if place < len(row.values)}
            filled = {day: value for day, value in squares.items() if value is not None}
            if all(cells.is_weekday(value) for value in filled.values()):
                continue
            said = [cells.label(value, self._posts) for value in row.values[:head] if value is not None]
            named = [each for each, _time in said if each]
            post = next((each for each in named if each in self._posts), named[0] if named else post)
            hours = next((time for _post, time in said if time), "")
            for day, value in filled.items():
                yield from _one_each(Line(title, row.number, {"time": hours, "post": post, "name": value}), day)

    def _days_down(
        self, title: str, across: dict[int, tuple[str, str]], rows: Sequence[RawRow], calendar: Calendar
    ) -> Iterator[Line]:
        """Days down; posts, with or without hours, across. A column of hours alone belongs to the post before it."""
        head = min(across)
        posts: dict[int, str] = {}
        for place, (post, _time) in across.items():
            posts[place] = post or (list(posts.values())[-1] if posts else "")
        for row in rows:
            day = _day_of(row.values[:head], calendar)
            if day is None:
                continue
            own = next((time for value in row.values[:head] if (time := cells.label(value, self._posts)[1])), "")
            for place, (_post, hours) in across.items():
                value = row.values[place] if place < len(row.values) else None
                if value is not None:
                    said = {"time": hours or own, "post": posts[place], "name": value}
                    yield from _one_each(Line(title, row.number, said), day)


def _days_in(row: RawRow, calendar: Calendar) -> dict[int, date]:
    """The days that head the columns of a row, at least two, and all different."""
    found = {place: calendar.day(value, bare=True) for place, value in enumerate(row.values) if place}
    days = {place: day for place, day in found.items() if day is not None}
    return days if len(days) > 1 and len(set(days.values())) == len(days) else {}


def _day_of(values: Sequence[Any], calendar: Calendar) -> date | None:
    """The day at the head of a row; a bare number only counts in the first column."""
    days = (calendar.day(value, bare=place == 0) for place, value in enumerate(values))
    return next((each for each in days if each is not None), None)


def _one_each(line: Line, day: date | None) -> Iterator[Line]:
    """One copy of the line for each person in it, or one without a name."""
    said = line.values.get("name")
    people: Sequence[Any] = [FORMULA] if said is FORMULA else cells.names(said) or [None]
    for who in people:
        values = {"date": day} | line.values | {"name": who, "day": day}
        yield Line(line.sheet, line.number, values, line.computed, line.repeated)
