"""Admin forms of the children's room."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from childcare.models import Barred, CarePattern, Carer
from community.enums import Weekday
from community.models import User


class CarerForm(forms.ModelForm):
    """A carer, and optionally a new PIN for the tablet."""

    pin = forms.CharField(
        label=_("new PIN for the tablet"),
        required=False,
        max_length=8,
        widget=forms.PasswordInput(attrs={"autocomplete": "off", "inputmode": "numeric"}),
        help_text=_("4 to 8 digits; leave empty to keep the current one. Nobody can read it afterwards."),
    )

    class Meta:
        model = Carer
        fields = ["volunteer", "training", "trained_on", "checked_until", "is_trainee", "is_active"]


class PatternForm(forms.ModelForm):
    """The weekly opening times of the room."""

    weekdays = forms.TypedMultipleChoiceField(
        label=_("weekdays"), choices=Weekday.choices, coerce=int, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = CarePattern
        fields = ["room", "weekdays", "starts", "ends", "places", "kind", "first_day", "last_day"]


class BarredForm(forms.ModelForm):
    """A person barred by a court or police paper; a second member of staff signs with number and password."""

    second_phone = forms.CharField(label=_("Second staff member: mobile number"), max_length=20)
    second_password = forms.CharField(
        label=_("Second staff member: password"),
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    request: HttpRequest  # set by its admin

    class Meta:
        model = Barred
        fields = ["sheet", "name", "phone", "paper"]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        typed = {"username": data.get("second_phone"), "password": data.get("second_password")}
        self.second = authenticate(self.request, **typed) if all(typed.values()) else None
        if all(typed.values()) and not isinstance(self.second, User):
            raise forms.ValidationError(_("The second staff member's number and password do not match."))
        return data
