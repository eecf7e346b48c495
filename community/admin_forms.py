"""Admin forms: native date and time inputs, English fields collapsed, and links to related records where permitted."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib.admin.options import BaseModelAdmin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.contrib.postgres.fields import DateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.db import models
from django.db.models import Field
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

ENGLISH = "_en"


class DayInput(forms.DateInput):
    """The browser's own date picker."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own time picker, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.SplitDateTimeWidget):
    """A date and a time side by side, each with its own label for screen readers."""

    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        forms.MultiWidget.__init__(self, [DayInput, ClockInput], attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        day, clock = context["widget"]["subwidgets"]
        day["attrs"]["aria-label"], clock["attrs"]["aria-label"] = _("Date"), _("Time")
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class DaysInput(RangeWidget):
    """A date range as the database stores it, first day and day after the last; each with its own label."""

    template_name = "admin/widgets/moment.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(DayInput(), attrs)

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        first, end = context["widget"]["subwidgets"]
        first["attrs"]["aria-label"], end["attrs"]["aria-label"] = _("First day"), _("The day after the last")
        return context

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else id_


class MomentField(forms.SplitDateTimeField):
    """A date and time entered as a date and a clock time."""

    widget = MomentInput


class NativeForms(BaseModelAdmin):
    """A mixin for forms and inlines with native inputs and only the controls that the user may use."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.DateField: {"widget": DayInput},
        models.TimeField: {"widget": ClockInput},
        DateRangeField: {"widget": DaysInput},
    }

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """Show the add and change icons of a relation only to users who maintain the related list."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = getattr(field, "widget", None)
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            related = self.admin_site._registry.get(wrapper.rel.model)
            maintains = related is not None and related.has_change_permission(request)
            wrapper.can_add_related = wrapper.can_add_related and maintains
            wrapper.can_change_related = wrapper.can_change_related and maintains
            wrapper.can_delete_related = wrapper.can_view_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Put the English fields into a collapsed fieldset below the others."""
        known = {each.name for each in self.model._meta.get_fields()}
        return english_folded(super().get_fieldsets(request, obj), known)


def english_folded(fieldsets: Any, known: Iterable[str]) -> Any:
    """The fieldsets, with the English fields among the `known` ones moved to a collapsed fieldset at the end."""
    names = [name for _title, options in fieldsets for name in options["fields"]]
    pairs = {name + ENGLISH for name in known}
    english = [name for name in names if isinstance(name, str) and name in pairs]
    if not english or len(english) == len(names):
        return fieldsets
    rest = [
        (title, {**options, "fields": [name for name in options["fields"] if name not in english]})
        for title, options in fieldsets
    ]
    folded = (_("In English"), {"fields": english, "classes": ["collapse"]})
    return [*(each for each in rest if each[1]["fields"]), folded]
