"""What people type about the register."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms import PortalForm
from community.ranges import today
from residents.models import Resident


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class MatchForm(PortalForm):
    """Who am I in the register? The phone number is known from the login."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("As on your identity card.")
    )
    last4 = forms.RegexField(
        r"^\s*[0-9０-９]{3}[0-9０-９XxＸｘ]\s*$",
        label=gettext_lazy("Last four characters of your identity number"),
        max_length=10,
        error_messages={"invalid": gettext_lazy("Three digits, and a digit or an X.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    submit_label = gettext_lazy("Find my door")


class RevealForm(PortalForm):
    """Which field, and why."""

    field = forms.ChoiceField(label=gettext_lazy("What to see"), choices=list(Resident.REVEALABLE.items()))
    reason = forms.CharField(
        label=gettext_lazy("What for"),
        min_length=4,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    submit_label = gettext_lazy("Show for five minutes")


class SuccessionForm(PortalForm):
    """Who follows, and from when."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    phone = forms.CharField(
        label=gettext_lazy("telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    first = _day(gettext_lazy("First day of the new term"))
    last = _day(gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until further notice."))
    is_public = forms.BooleanField(label=gettext_lazy("agreed to be named in public"), required=False)
    is_phone_public = forms.BooleanField(label=gettext_lazy("agreed to a public phone number"), required=False)
    submit_label = gettext_lazy("Hand over")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].initial = today()

    def clean_first(self) -> date:
        first = self.cleaned_data["first"]
        if abs((first - today()).days) > 366 * 5:
            raise forms.ValidationError(_("Please check this day."))
        return first
