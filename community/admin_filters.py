"""Admin list filters: dates as chips and two fields, and empty or filled columns in words."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin import FieldListFilter
from django.contrib.postgres.fields import DateTimeRangeField
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import DateField, DateTimeField, Field, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.ranges import day_span, monday_of, today

Days = tuple[date | None, date | None]  # the first supported year, and the first beyond the range


def _week(weeks: int) -> Days:
    monday = monday_of(today()) + timedelta(weeks=weeks)
    return monday, monday + timedelta(weeks=1)


def _one(ahead: int) -> Days:
    chosen = today() + timedelta(days=ahead)
    return chosen, chosen + timedelta(days=1)


class DayFilter(FieldListFilter):
    """Filter by date: today, tomorrow, a week, from today on, or a range.

    In the address, `<field>__day` is one of `WORDS`; `<field>__from` and `<field>__to` are dates, both inclusive.
    """

    template = "admin/filter_days.html"
    WORDS: ClassVar[dict[str, str | Promise]] = {
        "today": _("Today"),
        "tomorrow": _("Tomorrow"),
        "week": _("This week"),
        "next-week": _("Next week"),
        "ahead": _("From today on"),
        "all": _("All"),
    }
    default = "all"

    def __init__(
        self, field: Field, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any, field_path: str
    ) -> None:
        self.names = {part: f"{field_path}{LOOKUP_SEP}{part}" for part in ("day", "from", "to")}
        super().__init__(field, request, params, model, model_admin, field_path)
        typed = {part: _last(self.used_parameters.get(name)) for part, name in self.names.items()}
        self.first, self.last = _day(typed["from"]), _day(typed["to"])
        word = typed["day"] or ""
        if word not in self.WORDS:
            # A search covers past and future records.
            is_asked = self.first or self.last or request.GET.get("q")
            word = "" if self.first or self.last else "all" if is_asked else self.default
        self.word = word
        self.used_parameters = {}
        self.kept_query: list[tuple[str, str]] = []
        if getattr(model_admin, "date_hierarchy", None) == field_path:
            self.title = _("which day")

    def expected_parameters(self) -> list[str | None]:
        return [*self.names.values()]

    def has_output(self) -> bool:
        return True

    def days(self) -> Days:
        """The chosen dates; None leaves that side open."""
        match self.word:
            case "today":
                return _one(0)
            case "tomorrow":
                return _one(1)
            case "yesterday":
                return _one(-1)
            case "week":
                return _week(0)
            case "next-week":
                return _week(1)
            case "last-week":
                return _week(-1)
            case "ahead":
                return today(), None
            case "all":
                return None, None
        end = self.last + timedelta(days=1) if self.last and self.last < date.max else None
        return self.first, end

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        first, end = self.days()
        path = self.field_path
        if isinstance(self.field, DateTimeRangeField):
            asked = DateTimeTZRange(first and _midnight(first), end and _midnight(end), "[)")
            return queryset.filter(**{f"{path}__overlap": asked}) if first or end else queryset
        moment = _midnight if isinstance(self.field, DateTimeField) else _same
        if first:
            queryset = queryset.filter(**{f"{path}__gte": moment(first)})
        return queryset.filter(**{f"{path}__lt": moment(end)}) if end else queryset

    def choices(self, changelist: Any) -> Iterator[Any]:
        self.kept_query = self._kept(changelist)
        for word, label in self.WORDS.items():
            query = changelist.get_query_string({self.names["day"]: word}, [self.names["from"], self.names["to"]])
            yield {"selected": self.word == word, "query_string": query, "display": label}

    @property
    def typed(self) -> dict[str, Any]:
        """The context for the page's two date fields."""
        return {
            "from": self.first,
            "to": self.last,
            "from_name": self.names["from"],
            "to_name": self.names["to"],
            "is_chosen": not self.word,
        }

    def _kept(self, changelist: Any) -> list[tuple[str, str]]:
        """The other parameters of the address that the date form has to preserve."""
        params = changelist.get_filters_params()
        asked = {**({"q": changelist.query} if changelist.query else {}), **params}
        pairs = ((name, each) for name, values in asked.items() for each in _list(values))
        return [(name, str(value)) for name, value in pairs if name not in self.expected_parameters()]


class FromTodayFilter(DayFilter):
    """A date filter for lists of upcoming things; it starts at today by default."""

    default = "ahead"


class PastDayFilter(DayFilter):
    """A date filter for past records."""

    WORDS: ClassVar[dict[str, str | Promise]] = {
        "today": _("Today"),
        "yesterday": _("Yesterday"),
        "week": _("This week"),
        "last-week": _("Last week"),
        "all": _("All"),
    }


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else [value]


def _last(value: Any) -> str:
    return str(_list(value)[-1]) if value else ""


def _midnight(value: date) -> datetime:
    return day_span(value).start


def _same(value: date) -> date:
    return value


def _day(typed: str) -> date | None:
    try:
        value = date.fromisoformat(typed)
    except ValueError:
        return None
    return value if 1900 <= value.year <= 2200 else None


def either(empty: str | Promise, filled: str | Promise, title: str | Promise = "") -> type[admin.EmptyFieldListFilter]:
    """A filter by whether a column is empty, with a word for each case, such as 未处理 and 已处理."""

    class Either(admin.EmptyFieldListFilter):
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            self.title = str(title or _("state"))

        def choices(self, changelist: Any) -> Iterator[Any]:
            for value, words in ((None, _("All")), ("1", empty), ("0", filled)):
                changes = {self.lookup_kwarg: value} if value else {}
                removed = [] if value else [self.lookup_kwarg]
                chosen = _last(self.lookup_val) or None
                yield {
                    "selected": chosen == value,
                    "query_string": changelist.get_query_string(changes, removed),
                    "display": words,
                }

    return Either


FieldListFilter.register(lambda field: isinstance(field, DateField), DayFilter, take_priority=True)
