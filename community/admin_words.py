"""Column values in words for staff: times, states as badges, and yes or no."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Any

from django.contrib import admin
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange, DateTimeTZRange, NumericRange
from django.db.models import Field, Model
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from community.enums import Weekday
from community.ranges import Span
from community.templatetags.dates import day, days, near_day, near_moment, near_span, year_month
from community.templatetags.portal import state_badge

NOTHING = "–"
STATES = {"state", "mark", "status"}


def yes_or_no(value: object) -> str:
    """A boolean as a word."""
    return _("yes") if value else _("no")


def value_in_words(value: Any) -> str | None:
    """A value in words for staff; None if Django's own rendering is fine."""
    match value:
        case None | "":
            return NOTHING
        case bool():
            return yes_or_no(value)
        case datetime():
            return near_moment(value)
        case date():
            return near_day(value)
        case time():
            return f"{value:%H:%M}"
        case DateRange():
            return days(value) or NOTHING
        case NumericRange():
            return f"{value.lower}–{(value.upper or 0) - 1}"
        case DateTimeTZRange():
            if value.lower and value.upper:
                return near_span(Span(value.lower, value.upper))
            return _("from %(day)s") % {"day": near_moment(value.lower)} if value.lower else NOTHING
    return None


def in_words(model: type[Model], record: Model, name: str) -> str | SafeString | None:
    """A column of a record in words; None if Django's rendering is fine."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        value = getattr(record, name, None)
        return value_in_words(value) if isinstance(value, bool | datetime | DateRange) else None
    if not isinstance(field, Field) or field.is_relation or isinstance(field, models.FileField | models.JSONField):
        return None
    value = getattr(record, name)
    if field.choices:
        label = getattr(record, f"get_{name}_display")()
        if value in (None, ""):
            return NOTHING
        return state_badge(value, label) if name in STATES else str(label)
    if name == "month" and isinstance(value, date):  # stored as the first day of the month
        return year_month(value)
    # A date alone is written in full, as on forms.
    if isinstance(value, date) and not isinstance(value, datetime):
        return day(value)
    return value_in_words(value) if not isinstance(value, str) or not value else None


def weekdays_in_words(chosen: Iterable[int]) -> str:
    """Weekdays in words, 0 for Monday: every day, Monday to Friday, or a list."""
    weekdays = sorted(set(chosen))
    names = [str(Weekday(each).label) for each in weekdays]
    if len(weekdays) == len(Weekday):
        return _("every day")
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return _("%(first)s to %(last)s") % {"first": names[0], "last": names[-1]}
    return pgettext("list", ", ").join(names)


Column = Callable[[Any], Any]


def column_of(model: type[Model], name: str) -> Column | None:
    """A column of a list in words, sorted by the field; None if Django's rendering is fine."""
    try:
        field = model._meta.get_field(name)
    except FieldDoesNotExist:
        return None
    if not isinstance(field, Field) or field.is_relation:
        return None
    told = isinstance(field, models.DateField | models.BooleanField | models.TimeField) or field.choices
    if not told and "Range" not in type(field).__name__:
        return None

    @admin.display(description=field.verbose_name, ordering=name)
    def column(record: Any) -> Any:
        return in_words(type(record), record, name)

    column.__name__ = name
    return column


def time_column(starts: str = "starts_at", ends: str = "ends_at") -> Column:
    """Start and end as one column, such as 今天 09:30–11:30."""

    @admin.display(description=gettext_lazy("time"), ordering=starts)
    def column(record: Any) -> str:
        start, end = getattr(record, starts), getattr(record, ends)
        if isinstance(start, time):
            return f"{start:%H:%M}–{end:%H:%M}"
        return near_span(Span(start, end)) if end else near_moment(start)

    column.__name__ = "time"
    return column


def said_column(method: Any, name: str) -> Column:
    """A computed boolean column in words; a method with the attribute `said` provides its own pair of words."""
    words = getattr(method, "said", None)

    def column(record: Any) -> Any:
        value = method(record)
        if value is None:
            return NOTHING
        return words[0 if value else 1] if words else yes_or_no(value)

    column.__name__ = name
    shown = admin.display(
        description=getattr(method, "short_description", name), ordering=getattr(method, "admin_order_field", None)
    )
    return shown(column)
