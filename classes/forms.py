"""What people type about classes."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.models import Enrolment, InterestClass
from classes.selectors import ClassFilter
from community.models import User
from residents.models import Resident
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


class EnrolForm(forms.Form):
    """Who joins a class: the user, and the children in the user's care; without children there is nothing to choose."""

    ME = "me"

    people = forms.MultipleChoiceField(label=_("Who joins?"), widget=forms.CheckboxSelectMultiple)
    allows_photos = forms.BooleanField(
        label=_("We may be in photos of this class, which only its members see."), required=False
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        shown: InterestClass,
        wards: Iterable[Resident],
        mine: Iterable[Enrolment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wards = {str(child.pk): child for child in wards}
        there = {str(each.child_id or self.ME) for each in mine}
        everybody = [(self.ME, user.name), *((key, child.name) for key, child in self.wards.items())]
        field = cast(forms.MultipleChoiceField, self.fields["people"])
        field.choices = [(key, name) for key, name in everybody if key not in there]
        field.required = bool(self.wards)
        if not shown.takes_photos:
            del self.fields["allows_photos"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What `services.enrol` needs to know."""
        chosen = self.cleaned_data["people"] or [self.ME]
        return {
            "joins": self.ME in chosen,
            "children": [self.wards[key] for key in chosen if key != self.ME],
            "allows_photos": self.cleaned_data.get("allows_photos", False),
        }

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class NewClassForm(forms.ModelForm):
    """A class as staff create it; with `draw_closes_at` its seats are drawn."""

    draw_closes_at = forms.DateTimeField(
        label=_("draw the seats at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave empty for first come, first served."),
    )

    class Meta:
        model = InterestClass
        fields = [
            "kind", "name", "name_en", "about", "about_en", "teacher", "teacher_name", "level", "minimum_age",
            "maximum_age", "materials", "materials_en", "takes_photos", "price", "capacity", "room", "weekday", "starts", "ends",
            "first_day", "last_day",
        ]  # fmt: skip
        widgets: dict[str, Any] = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "first_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "last_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
