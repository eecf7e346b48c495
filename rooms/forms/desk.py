"""The desk's forms for booking on behalf of others."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms import PhoneField, has_records
from community.models import User
from community.ranges import Span, wall_clock
from community.templatetags.dates import clocks
from rooms.forms.booking import WallClockField
from rooms.models import Room
from rooms.rules.nearest import Alternative

CLOCK_INPUT = {"type": "datetime-local", "step": 300}
OTHER_TIME = ("room", "start", "end")


class DeskBookingForm(forms.Form):
    """A booking for a person at the counter or on the phone, with or without a login."""

    room = forms.ModelChoiceField(
        Room.objects.bookable(), to_field_name="slug", label=gettext_lazy("Room"), empty_label=gettext_lazy("choose")
    )
    start = WallClockField(label=gettext_lazy("From"), widget=forms.TextInput(attrs=CLOCK_INPUT))
    end = WallClockField(label=gettext_lazy("Until"), widget=forms.TextInput(attrs=CLOCK_INPUT))
    user = forms.ModelChoiceField(User.objects.filter(is_active=True), required=False, widget=forms.HiddenInput)
    contact_name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    contact_phone = PhoneField(required=False)
    party_size = forms.IntegerField(label=gettext_lazy("How many people"), min_value=1, max_value=2000, initial=1)
    purpose = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)
    with_guardian = forms.BooleanField(
        label=gettext_lazy("We are adults, or the children have a guardian with them"), required=False
    )

    @property
    def has_rooms(self) -> bool:
        """Whether the centre has a room to choose."""
        return has_records(self, "room")

    @property
    def person(self) -> User | None:
        """Validate the chosen login, whose name and phone are then used."""
        try:
            return self.fields["user"].clean(self["user"].value())
        except forms.ValidationError:
            return None

    @property
    def span(self) -> Span:
        """The requested time; only for a valid form."""
        return Span(self.cleaned_data["start"], self.cleaned_data["end"])

    @property
    def party(self) -> dict[str, Any]:
        """People and purpose, in the form that the services expect."""
        names = ["user", "contact_name", "contact_phone", "party_size", "purpose"]
        return {name: self.cleaned_data[name] for name in names}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("user") and not cleaned.get("contact_name"):
            self.add_error("contact_name", _("Please give the name of the person who comes."))
        return cleaned


class CounterForm(DeskBookingForm):
    """The same form with the next free slots to choose with a single tap."""

    stay = forms.CharField(
        label=gettext_lazy("Free next"), required=False, widget=forms.RadioSelect(attrs={"class": "visually-hidden"})
    )

    field_order = ["stay"]

    def __init__(self, *args: Any, stays: list[Alternative], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stays = stays
        cast(forms.RadioSelect, self.fields["stay"].widget).choices = [
            (choice_value(stay.room, stay.span), f"{stay.room} {clocks(stay.span)}") for stay in stays
        ]
        for name in OTHER_TIME:
            self.fields[name].required = False

    @property
    def is_other(self) -> bool:
        """Whether the form is open for another room or time, or nothing is free today."""
        return not self.stays or any(self[name].value() or self[name].errors for name in OTHER_TIME)

    @property
    def other_time(self) -> list[forms.BoundField]:
        return [self[name] for name in OTHER_TIME]

    @property
    def who(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in ("stay", *OTHER_TIME)]

    def clean_stay(self) -> Alternative | None:
        """The chosen slot, which was free when the page was opened; the services check again."""
        chosen = self.cleaned_data["stay"]
        return stay_of(chosen, Room.objects.bookable()) if chosen else None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        chosen = cleaned.get("stay")
        if chosen:
            cleaned |= {"room": chosen.room, "start": chosen.span.start, "end": chosen.span.end}
        elif not self.has_error("stay") and not any(self.has_error(name) for name in OTHER_TIME):
            missing = [name for name in OTHER_TIME if not cleaned.get(name)]
            if self.stays and len(missing) == len(OTHER_TIME):
                missing = ["stay"]  # nothing was chosen, which is said once
            for name in missing:
                self.add_error(name, _("Please choose a time that is free, or a room, a start and an end."))
        return cleaned


class SeriesForm(DeskBookingForm):
    """A weekly booking; `choice` holds the dates that staff ticked in the plan."""

    until = forms.DateField(
        label=gettext_lazy("Weekly until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    field_order = ["room", "start", "end", "until"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["with_guardian"]

    def choices(self, chosen: list[str]) -> list[Alternative]:
        """The ticked rooms and times. Raises ValidationError if one was tampered with."""
        rooms = list(Room.objects.bookable())
        return [stay_of(each, rooms) for each in chosen]


class CancelSeriesForm(forms.Form):
    """The day from which a series is cancelled, and why."""

    first_day = forms.DateField(
        label=gettext_lazy("From this day on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, shown to the group"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


def choice_value(room: Room, span: Span) -> str:
    """A room and time as the value of a checkbox."""
    return f"{room.slug}|{wall_clock(span.start)}|{wall_clock(span.end)}"


def stay_of(value: str, rooms: Iterable[Room]) -> Alternative:
    """The room and time in the value of a checkbox. Raises ValidationError if it was tampered with."""
    slug, _separator, times = value.partition("|")
    start, _separator, end = times.partition("|")
    room = next((room for room in rooms if room.slug == slug), None)
    if room is None:
        raise forms.ValidationError(_("This page is out of date. Please open it again."))
    clock = WallClockField()
    return Alternative(room, Span(clock.clean(start), clock.clean(end)))
