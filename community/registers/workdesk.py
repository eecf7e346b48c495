"""The first page of staff (工作台): tasks to start, what happens today, and what waits for a decision.

An app registers its tasks, and sources of rows, each row for a section of the page. A source returns what the user
may see, with the actions that the user may take; the page sorts the rows of all apps together
(`community.registers.ranks`), so that no app comes before another.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import partial
from itertools import groupby
from operator import itemgetter

from django.utils import timezone
from django.utils.functional import Promise

from community.models import User
from community.ranges import Span
from community.registers.dashboard import Counted, Line, lines_for
from community.registers.ranks import Rank, order
from community.registers.staff import may_open, reader_of
from community.versions import one_moment, part_of_page


class Section(StrEnum):
    """The sections of the page, from top to bottom."""

    TODAY = "today"
    DECISIONS = "decisions"
    CARE = "care"
    COMING = "coming"
    VISITORS = "visitors"


@dataclass(frozen=True, slots=True)
class Act:
    """An action on a row: posted to `url`, or a link if it `is_page`.

    `name` and `value` are sent along. With `asks`, a field with that label opens first and is sent as `reason`.
    """

    label: str | Promise
    url: str
    icon: str = ""
    is_first: bool = False
    is_page: bool = False
    name: str = ""
    value: str = ""
    asks: str | Promise = ""
    spoken: str = ""  # for screen readers, if the label alone does not say whom it concerns

    @property
    def deed(self) -> str:
        """The label without the dots that announce a question."""
        return str(self.label).rstrip("… ")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the page. `key` is unique on it.

    `says` turns the number of rows that share it into one sentence at the top of the page.
    """

    section: Section
    key: str
    title: str
    url: str = ""
    place: str = ""
    details: Sequence[str] = ()
    span: Span | None = None
    has_day: bool = False  # show the span with its date
    rank: Rank = Rank.USUAL
    at: datetime | None = None
    icon: str = ""
    state: tuple[str, str] | None = None  # a state and its label, as a badge
    warning: str = ""
    value: str = ""  # a proportion, such as 3 of 8
    acts: Sequence[Act] = ()
    says: Counted | None = None

    def __post_init__(self) -> None:
        # Rows with equal values are rendered only once.
        object.__setattr__(self, "details", tuple(self.details))
        object.__setattr__(self, "acts", tuple(self.acts))


@dataclass(frozen=True, slots=True)
class Task:
    """A button at the top of the page; `place` determines its position.

    With `returns`, its page is given a way back, and redirects there afterwards.
    """

    label: str | Promise
    icon: str
    url: Callable[[], str]
    permission: str
    place: int
    returns: bool = False


Source = Callable[[User, datetime], Iterable[Row]]

_sources: list[Source] = []
_tasks: list[Task] = []


def register(source: Source) -> Source:
    """Register a source of rows; usable as a decorator."""
    _sources.append(source)
    return source


def add_task(task: Task) -> None:
    """Offer a task to whoever holds its permissions."""
    _tasks.append(task)


@dataclass(frozen=True, slots=True)
class WorkDesk:
    """The page of one user at a given time."""

    now: datetime
    tasks: list[tuple[Task, str]]
    lines: list[Line]
    sections: dict[Section, list[Row]] = field(default_factory=dict)

    @property
    def today(self) -> list[Row]:
        """Today's rows that are not over yet."""
        return [row for row in self.sections[Section.TODAY] if row.rank != Rank.DONE]

    @property
    def over(self) -> list[Row]:
        """Today's rows that are over."""
        return [row for row in self.sections[Section.TODAY] if row.rank == Rank.DONE]

    @property
    def decisions(self) -> list[Row]:
        return self.sections[Section.DECISIONS]

    @property
    def waiting(self) -> list[Row | Line]:
        """Decisions and dashboard lines together."""
        return sorted([*self.decisions, *self.lines], key=order)

    @property
    def care(self) -> list[Row]:
        return self.sections[Section.CARE]

    @property
    def coming(self) -> list[tuple[object, list[Row]]]:
        """The rows of the coming days, by day."""
        rows = self.sections[Section.COMING]
        dated = [(timezone.localdate(row.span.start), row) for row in rows if row.span]
        return [(day, [row for _day, row in of_day]) for day, of_day in groupby(dated, key=itemgetter(0))]

    @property
    def visitors(self) -> list[Row]:
        return self.sections[Section.VISITORS]

    @property
    def sentences(self) -> list[str]:
        """A sentence for each group of decisions, the most pressing first."""
        counted: dict[Counted, int] = {}
        for row in self.decisions:
            if row.says:
                counted[row.says] = counted.get(row.says, 0) + 1
        return [says(count) for says, count in counted.items()]


def work_desk_of(user: User, now: datetime | None = None) -> WorkDesk:
    """The first page of a user; about one query for each source whose tables changed.

    The rows of a source are cached for a minute for users with the same permissions, until a table that it queried
    changes (`community.versions`). So the page is up to date after an action, with few queries.
    """
    now = now or timezone.now()
    sections: dict[Section, list[Row]] = {section: [] for section in Section}
    with one_moment():
        for source in _sources:
            for row in part_of_page((source, *reader_of(user)), partial(_rows, source, user, now)):
                sections[row.section].append(row)
        lines = lines_for(user)
    return WorkDesk(
        now,
        list(_tasks_of(user)),
        lines,
        {section: sorted(rows, key=order) for section, rows in sections.items()},
    )


def _rows(source: Source, user: User, now: datetime) -> list[Row]:
    return list(source(user, now))


def _tasks_of(user: User) -> Iterable[tuple[Task, str]]:
    for task in sorted(_tasks, key=lambda task: task.place):
        url = task.url()
        if may_open(user, url) and user.has_perm(task.permission):
            yield task, url
