"""What people type about classes."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.models import InterestClass
from classes.selectors import ClassFilter
from rooms.models import Weekday

ANY = ("", pgettext_lazy("choice", "Any"))


class FilterForm(forms.Form):
    """Which classes to list."""

    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=[ANY, *Weekday.choices], coerce=int, empty_value=None, required=False
    )
    part = forms.ChoiceField(
        label=_("Time of day"),
        choices=[ANY, ("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening"))],
        required=False,
    )
    age = forms.IntegerField(
        label=_("Age"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    has_seats = forms.BooleanField(label=_("With free seats"), required=False)

    @property
    def wanted(self) -> ClassFilter:
        """What was asked for; a wish that makes no sense is none."""
        self.is_valid()
        kept = self.cleaned_data
        return ClassFilter(kept.get("weekday"), kept.get("part", ""), kept.get("age"), kept.get("has_seats", False))


class NewClassForm(forms.ModelForm):
    """A class as staff create it."""

    class Meta:
        model = InterestClass
        fields = [
            "kind", "name", "name_en", "about", "about_en", "teacher", "teacher_name", "level", "minimum_age",
            "maximum_age", "materials", "materials_en", "price", "capacity", "room", "weekday", "starts", "ends",
            "first_day", "last_day",
        ]  # fmt: skip
        widgets: dict[str, Any] = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "first_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "last_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
