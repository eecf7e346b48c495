"""Forms for sessions, and for a second member of staff who signs as well."""

from typing import Any

from django import forms
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from childcare.enums import SessionKind
from community.forms import PortalForm, has_records, offer_records
from community.models import User
from community.ranges import Span, at
from rooms.models import Room

KINDS = [each for each in SessionKind if each != SessionKind.WEATHER]


class SingleForm(PortalForm):
    """A single session; the initial values fit most days, so that two taps are enough."""

    submit_label = _("Open it")

    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none(), empty_label=_("choose"))
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    places = forms.IntegerField(label=pgettext_lazy("care", "Places"), min_value=1, max_value=100)
    kind = forms.ChoiceField(label=_("Kind"), choices=[(each.value, each.label) for each in KINDS])
    displace = forms.BooleanField(
        label=_("Open even if the room is booked; those who booked are told and offered other times"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "room", Room.objects.in_use())

    @property
    def has_rooms(self) -> bool:
        """Whether the centre has a room to choose."""
        return has_records(self, "room")

    @property
    def span(self) -> Span:
        data = self.cleaned_data
        start, end = at(data["day"], data["starts"]), at(data["day"], data["ends"])
        return Span(start, end)


class SecondForm(PortalForm):
    """A document that was checked, and a second member of staff, with number and password."""

    document = forms.CharField(label=_("Which document did you check?"), max_length=100)
    phone = forms.CharField(label=_("Second staff member: mobile number"), max_length=20)
    password = forms.CharField(
        label=_("Second staff member: password"),
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        max_length=128,
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        self.second: User | None = None

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("phone") and data.get("password"):
            found = authenticate(self.request, username=data["phone"], password=data["password"])
            if not isinstance(found, User):
                raise forms.ValidationError(_("The second staff member's number and password do not match."))
            self.second = found
        return data


class SettleForm(SecondForm):
    """Two members of staff confirm a handover that was noted offline."""

    submit_label = _("Confirmed: the child has left")


class OverrideForm(SecondForm):
    """An override by two members of staff, if nobody on the list can be reached."""

    submit_label = _("Hand over, and tell every guardian")

    name = forms.CharField(label=_("Name of the person who picks up the child"), max_length=100)
    reason = forms.CharField(label=_("Why?"), max_length=200)
    field_order = ["name", "document", "reason", "phone", "password"]
