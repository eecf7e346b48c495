"""The list of classes and its filters."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from django.core.paginator import Page, Paginator
from django.db.models import Case, When
from django.utils import timezone

from classes.enums import PartOfDay
from classes.models import Enrolment, InterestClass
from classes.querysets import InterestClassQuerySet
from classes.rules.seats import Seats, figures_of
from community.enums import Weekday
from community.models import User
from community.names import pinyin_key
from community.ranges import today
from community.versions import part_of_page

PER_PAGE = 12
MOST = 20 * PER_PAGE
# A page shows up to this many classes without filters.
FEW = 8


class Standing(NamedTuple):
    """What a line says of a class's seats and its next session, in words that depend on the day."""

    free: int
    waiting: int
    next_start: datetime | None
    today: date


@dataclass(frozen=True, slots=True)
class ClassLine:
    """A class in a list, with its next session and its seats."""

    interest_class: InterestClass
    next_start: datetime | None
    seats: Seats

    @property
    def weekday(self) -> str:
        return str(Weekday(self.interest_class.weekday).label)

    @property
    def standing(self) -> Standing:
        return Standing(self.seats.free, self.seats.waiting, self.next_start, today())


@dataclass(frozen=True, slots=True)
class ClassFilter:
    """A reader's filters; None or empty means no filter. `part` is a `PartOfDay`."""

    kind: str = ""
    weekday: int | None = None
    part: str = ""
    age: int | None = None
    has_seats: bool = False
    words: str = ""

    @property
    def is_empty(self) -> bool:
        return self == ClassFilter()

    @property
    def is_detailed(self) -> bool:
        """Whether a filter of the collapsed part is set."""
        return bool(self.part) or self.age is not None

    def of(self, classes: InterestClassQuerySet) -> InterestClassQuerySet:
        """The classes that pass all filters except words and free seats."""
        if self.kind:
            classes = classes.filter(kind=self.kind)
        if self.weekday is not None:
            classes = classes.filter(weekday=self.weekday)
        if self.part:
            classes = classes.filter(starts__hour__in=PartOfDay(self.part).hours)
        if self.age is not None:
            classes = classes.filter(minimum_age__lte=self.age, maximum_age__gte=self.age)
        return classes


def class_list(wanted: ClassFilter = ClassFilter(), number: str | None = None) -> "Page[ClassLine]":
    """A page of the matching classes that have an upcoming session, by weekday and time.

    Considers the first 240 matches; readers have to narrow down more. Words are searched for in both names, in pinyin
    and in the teacher's name. Three queries, four with `has_seats`; a shared page whose seats alone have changed
    counts only these again.
    """
    line_up = part_of_page(("classes to list", wanted), lambda: _line_up(wanted))
    if wanted.has_seats:
        figures = figures_of(line_up)
        line_up = [pk for pk in line_up if figures[pk].seats.free]
    page: Page = Paginator(line_up, PER_PAGE).get_page(number)
    shown = InterestClass.objects.filter(pk__in=page.object_list).select_related("room__kind")
    page.object_list = _lines(part_of_page(("listed classes", *page.object_list), lambda: list(shown)))
    return page


def _line_up(wanted: ClassFilter) -> list[int]:
    found = wanted.of(InterestClass.objects.running(timezone.now()))
    return _with_words(found, wanted.words) if wanted.words else list(found.values_list("pk", flat=True)[:MOST])


def _with_words(found: InterestClassQuerySet, words: str) -> list[int]:
    words = words.lower()
    named = found.values_list("pk", "name", "name_en", "teacher_name")
    fitting = (pk for pk, *names in named if any(words in name.lower() for name in (*names, pinyin_key(names[0]))))
    return list(fitting)[:MOST]


def classes_of(user: User, number: str | None = None) -> "Page[tuple[ClassLine, list[Enrolment]]]":
    """A page of the classes of a user and the children in their care, running ones first; four queries."""
    seats = Enrolment.objects.active().of(user)
    is_over = Case(When(interest_class__last_day__lt=today(), then=1), default=0)
    order = (is_over, "interest_class__weekday", "interest_class__starts", "interest_class")
    line_up = list(dict.fromkeys(seats.order_by(*order).values_list("interest_class", flat=True)))
    page: Page = Paginator(line_up, PER_PAGE).get_page(number)
    mine: dict[int, list[Enrolment]] = defaultdict(list)
    for each in seats.filter(interest_class__in=page.object_list).select_related("child"):
        mine[each.interest_class_id].append(each)
    classes = InterestClass.objects.filter(pk__in=mine).select_related("room__kind")
    lines = sorted(_lines(classes), key=lambda line: line.next_start is None)
    page.object_list = [(line, mine[line.interest_class.pk]) for line in lines]
    return page


def _lines(classes: Iterable[InterestClass]) -> list[ClassLine]:
    classes = list(classes)
    figures = figures_of(each.pk for each in classes) if classes else {}
    return [ClassLine(each, figures[each.pk].next_start, figures[each.pk].seats) for each in classes]
