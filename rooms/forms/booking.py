"""What residents type when they book."""

import uuid
from datetime import datetime, timedelta
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from community.ranges import WALL_CLOCK, Span, wall_clock
from community.templatetags.dates import minutes
from rooms.models import Room
from rooms.rules.slots import lengths_of

MINUTE = timedelta(minutes=1)


class WallClockField(forms.Field):
    """An aware moment from the wall clock of the centre."""

    default_error_messages = {"invalid": _("This time cannot be read. Please choose one from the list.")}

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.strptime(str(value), WALL_CLOCK)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], "invalid") from error
        # Years far off would overflow in sums of time, and mean nothing.
        if not 2000 <= moment.year <= 2999:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return timezone.make_aware(moment, timezone.get_default_timezone())

    def prepare_value(self, value: Any) -> Any:
        return wall_clock(value) if isinstance(value, datetime) else value


class SpanForm(forms.Form):
    """From when until when, exactly: what an address or another page has chosen already."""

    start = WallClockField(label=_("From"), error_messages={"required": _("Choose when to start.")})
    end = WallClockField(label=_("Until"), error_messages={"required": _("Choose when to end.")})

    @property
    def span(self) -> Span:
        """The time that was asked for; of a valid form."""
        return Span(self.cleaned_data["start"], self.cleaned_data["end"])


class RoomForm(forms.Form):
    """A form about one room, whose rules shape its fields."""

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room


class StayForm(RoomForm):
    """From when, and how long: whoever moves the start keeps the length.

    `GET` addresses may give an `end` in place of the `length`.
    """

    start = WallClockField(
        label=_("From"), widget=forms.RadioSelect, error_messages={"required": _("Choose when to start.")}
    )
    length = forms.TypedChoiceField(
        label=_("How long"),
        widget=forms.RadioSelect,
        coerce=int,
        error_messages={
            "required": _("Choose how long."),
            "invalid_choice": _("This room cannot be booked for so long. Choose from the list."),
        },
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        cast(forms.TypedChoiceField, self.fields["length"]).choices = [
            (each // MINUTE, minutes(each)) for each in lengths_of(room)
        ]

    @property
    def span(self) -> Span:
        """The time that was asked for; of a valid form."""
        return Span(self.cleaned_data["start"], self.cleaned_data["start"] + self.cleaned_data["length"] * MINUTE)

    def chosen(self, name: str) -> Any:
        """What a field holds now, sent or suggested; None where it is empty or senseless."""
        field = self.fields[name]
        try:
            value = field.clean(self[name].value() if self.is_bound else self.get_initial_for_field(field, name))
        except ValidationError:
            return None
        return None if value == "" else value

    @property
    def chosen_span(self) -> Span | None:
        """The time chosen so far, where both its start and its length are."""
        start, length = self.chosen("start"), self.chosen("length")
        return Span(start, start + length * MINUTE) if start and length else None


class CompanyForm(RoomForm):
    """What a room is used for, and whether children come with a grown-up."""

    purpose = forms.CharField(
        label=_("What for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A few words for the desk, such as guzheng practice. Neighbours do not see them."),
    )
    with_guardian = forms.BooleanField(
        label=_("We are grown-ups, or the children have a guardian with them"), required=False
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        if room.guardian_below:
            self.fields["with_guardian"].help_text = _(
                "In this room, children under %(age)d need a guardian with them."
            ) % {"age": room.guardian_below}
        else:
            del self.fields["with_guardian"]


class PartyForm(RoomForm):
    """How many people."""

    party_size = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("How many people come?"),
            "invalid": _("Enter the number of people in digits."),
            "min_value": _("At least one person comes."),
        },
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        self.fields["party_size"].widget.attrs["max"] = room.capacity
        self.fields["party_size"].help_text = _("At most %(places)d.") % {"places": room.capacity}


class WaitForm(SpanForm, PartyForm):
    """A slot to be told about when it frees."""


class BookingForm(CompanyForm, PartyForm, StayForm):
    """A booking of one room.

    `form_key` is made anew for every form that is opened. Sending the same form twice
    gives the same idempotency key, a changed form another one.
    """

    form_key = forms.UUIDField(
        required=False,
        widget=forms.HiddenInput,
        initial=uuid.uuid4,
        error_messages={"invalid": _("This page is out of date. Please open it again.")},
    )

    field_order = ["start", "length", "party_size", "purpose", "with_guardian", "form_key"]

    @property
    def idempotency_key(self) -> uuid.UUID | None:
        """One key for one request, however often it is sent; None where the form had no key."""
        form_key = self.cleaned_data["form_key"]
        if form_key is None:
            return None
        asked = (self.room.pk, wall_clock(self.span.start), wall_clock(self.span.end), self.cleaned_data["party_size"])
        return uuid.uuid5(form_key, repr(asked))


class DetailsForm(CompanyForm, PartyForm):
    """Who comes to a booking whose time stays, and what for."""

    field_order = ["party_size", "purpose", "with_guardian"]


class AcceptForm(CompanyForm):
    """Accepting a slot that freed: the time and the number of people are known."""
