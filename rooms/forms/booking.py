"""The forms with which residents book."""

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
    """An aware datetime from the centre's local time."""

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
        # Dates far away would overflow in time arithmetic.
        if not 2000 <= moment.year <= 2999:
            raise ValidationError(self.error_messages["invalid"], "invalid")
        return timezone.make_aware(moment, timezone.get_default_timezone())

    def prepare_value(self, value: Any) -> Any:
        return wall_clock(value) if isinstance(value, datetime) else value


class SpanForm(forms.Form):
    """An exact start and end, as chosen by a link from another page."""

    start = WallClockField(label=_("From"), error_messages={"required": _("Choose when to start.")})
    end = WallClockField(label=_("Until"), error_messages={"required": _("Choose when to end.")})

    @property
    def span(self) -> Span:
        """The requested time; only for a valid form."""
        return Span(self.cleaned_data["start"], self.cleaned_data["end"])


class RoomForm(forms.Form):
    """A form about one room, whose rules determine the choices of its fields."""

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.room = room


class StayForm(RoomForm):
    """A start and a length, so that moving the start keeps the length.

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
            "invalid_choice": _("This room cannot be booked for that long. Choose from the list."),
        },
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        cast(forms.TypedChoiceField, self.fields["length"]).choices = [
            (each // MINUTE, minutes(each)) for each in lengths_of(room)
        ]

    @property
    def span(self) -> Span:
        """The requested time; only for a valid form."""
        return Span(self.cleaned_data["start"], self.cleaned_data["start"] + self.cleaned_data["length"] * MINUTE)

    def chosen(self, name: str) -> Any:
        """The current value of a field, submitted or initial; None if it is empty or invalid."""
        if self.is_bound:
            value = self.cleaned_data.get(name) if name not in self.errors else None
            return None if value == "" else value
        field = self.fields[name]
        try:
            value = field.clean(self.get_initial_for_field(field, name))
        except ValidationError:
            return None
        return None if value == "" else value

    @property
    def chosen_span(self) -> Span | None:
        """The time chosen so far, once both start and length are known."""
        start, length = self.chosen("start"), self.chosen("length")
        return Span(start, start + length * MINUTE) if start and length else None


class CompanyForm(RoomForm):
    """The purpose of a booking, and whether an adult accompanies children."""

    purpose = forms.CharField(
        label=_("What for"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("A few words for the desk, such as guzheng practice. Neighbours do not see them."),
    )
    with_guardian = forms.BooleanField(
        label=_("We are adults, or the children have a guardian with them"), required=False
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
    """The number of people."""

    party_size = forms.IntegerField(
        label=_("How many people"),
        min_value=1,
        initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "required": _("How many people come?"),
            "invalid": _("Please enter the number of people in digits."),
            "min_value": _("At least one person has to come."),
        },
    )

    def __init__(self, *args: Any, room: Room, **kwargs: Any) -> None:
        super().__init__(*args, room=room, **kwargs)
        self.fields["party_size"].widget.attrs["max"] = room.capacity
        self.fields["party_size"].help_text = _("At most %(places)d.") % {"places": room.capacity}


class WaitForm(SpanForm, PartyForm):
    """A slot to wait for."""


class BookingForm(CompanyForm, PartyForm, StayForm):
    """A booking of one room.

    `form_key` is new for every form that is opened. Submitting the same form twice
    gives the same idempotency key, a changed form a different one.
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
        """The same key for the same request, however often it is submitted; None without a form key."""
        form_key = self.cleaned_data["form_key"]
        if form_key is None:
            return None
        asked = (self.room.pk, wall_clock(self.span.start), wall_clock(self.span.end), self.cleaned_data["party_size"])
        return uuid.uuid5(form_key, repr(asked))


class DetailsForm(CompanyForm, PartyForm):
    """People and purpose of a booking, without its time."""

    field_order = ["party_size", "purpose", "with_guardian"]


class AcceptForm(CompanyForm):
    """Accepting an offered slot, whose time and number of people are already known."""
