"""The forms of the admin: the browser's own fields for days and hours, English folded away, icons for who maintains."""

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
    """The browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class ClockInput(forms.TimeInput):
    """The browser's own clock, to the minute."""

    input_type = "time"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%H:%M")


class MomentInput(forms.SplitDateTimeWidget):
    """A day and a clock side by side, each with its own words for a screen reader."""

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
    """The first of some days and the day after the last, as the database keeps them; each with its own words."""

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
    """A moment typed as a day and a clock."""

    widget = MomentInput


class NativeForms(BaseModelAdmin):
    """A mixin of every form and inline: fields as the browser has them, beside them what one may use."""

    formfield_overrides = {
        models.DateTimeField: {"form_class": MomentField, "widget": MomentInput},
        models.DateField: {"widget": DayInput},
        models.TimeField: {"widget": ClockInput},
        DateRangeField: {"widget": DaysInput},
    }

    def formfield_for_dbfield(self, db_field: Field, request: HttpRequest, **kwargs: Any) -> Any:
        """A tie to another record has its plus and pencil for those who maintain that list alone."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        wrapper = getattr(field, "widget", None)
        if isinstance(wrapper, RelatedFieldWidgetWrapper):
            related = self.admin_site._registry.get(db_field.remote_field.model)  # type: ignore[union-attr]
            maintains = related is not None and related.has_change_permission(request)
            wrapper.can_add_related = wrapper.can_add_related and maintains
            wrapper.can_change_related = wrapper.can_change_related and maintains
            wrapper.can_delete_related = wrapper.can_view_related = False
        return field

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields in English stand below the others, folded."""
        return english_folded(
            super().get_fieldsets(request, obj), {each.name for each in self.model._meta.get_fields()}
        )


def english_folded(fieldsets: Any, known: Iterable[str]) -> Any:
    """Sections of a form with the English of the `known` fields in one of its own, folded, at the end."""
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
