"""Admin forms for patterns and shifts."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.enums import Weekday
from community.forms import offer_records
from community.ranges import Span, today
from volunteers.models import DutyTeam, Post, RosterPattern
from volunteers.rules.plans import span_of

DATE = {"type": "date"}
TIME = {"type": "time"}


class PatternForm(forms.ModelForm):
    """When a post is staffed, and by which teams in rotation."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("weekdays"), choices=Weekday, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    teams = forms.ModelMultipleChoiceField(
        label=_("teams in turn"),
        queryset=DutyTeam.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = RosterPattern
        fields = [
            "post",
            "weekdays",
            "starts",
            "ends",
            "every",
            "first_day",
            "last_day",
            "minimum",
            "places",
            "weight",
            "festival_weight",
            "on_holiday",
        ]
        widgets = {
            "starts": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "ends": forms.TimeInput(attrs=TIME, format="%H:%M"),
            "first_day": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
            "last_day": forms.DateInput(attrs=DATE, format="%Y-%m-%d"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "post", Post.objects.filter(is_active=True))


class ChangePatternForm(PatternForm):
    """A new version of a pattern from a date on; the post stays the same."""

    def __init__(self, *args: Any, old: RosterPattern, **kwargs: Any) -> None:
        initial = {name: getattr(old, name) for name in self._meta.fields} | {  # type: ignore[union-attr]
            "first_day": max(today(), old.first_day),
            "teams": list(old.teams.all()),
        }
        super().__init__(*args, initial=initial, **kwargs)
        self.old = old
        self.fields["first_day"].label = _("from this day on")
        self.fields["post"].disabled = True


class ShiftForm(forms.Form):
    """The times of a shift."""

    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs=DATE, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs=TIME, format="%H:%M"))
    ends = forms.TimeField(
        label=_("Until"),
        widget=forms.TimeInput(attrs=TIME, format="%H:%M"),
        help_text=_("A time at or before the start means the next day."),
    )

    @property
    def span(self) -> Span:
        typed = self.cleaned_data
        return span_of(typed["day"], typed["starts"], typed["ends"])

    @staticmethod
    def initial_of(start: datetime, end: datetime) -> dict[str, Any]:
        return {"day": start.date(), "starts": start.time(), "ends": end.time()}


class NewShiftForm(ShiftForm):
    """An additional shift, independent of patterns."""

    post = forms.ModelChoiceField(label=pgettext_lazy("column", "post"), queryset=Post.objects.filter(is_active=True))
    team = forms.ModelChoiceField(label=_("Team"), queryset=DutyTeam.objects.filter(is_active=True), required=False)
    minimum = forms.IntegerField(label=_("people at least"), min_value=0, max_value=50)
    places = forms.IntegerField(label=_("people at most"), min_value=1, max_value=50)

    field_order = ["post", "team", "day", "starts", "ends", "minimum", "places"]


class ReasonForm(forms.Form):
    """The reason for exporting personal data."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
