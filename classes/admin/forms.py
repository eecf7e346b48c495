"""Admin forms for sessions and seats."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.models import ClassSession, InterestClass
from community.forms import PhoneField, offer, offer_records
from community.models import User
from community.ranges import Span, at, wall_clock
from community.templatetags.dates import span as in_words
from residents.models import Resident
from rooms.models import Room


class SessionForm(forms.Form):
    """The time and room of a session."""

    day = forms.DateField(label=_("Date"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    starts = forms.TimeField(label=_("From"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    ends = forms.TimeField(label=_("Until"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    room = forms.ModelChoiceField(label=_("Room"), queryset=Room.objects.none())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "room", Room.objects.in_use())

    @classmethod
    def initial_of(cls, session: ClassSession) -> dict[str, Any]:
        """Initial values for moving a session."""
        start, end = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {"day": start.date(), "starts": start.time(), "ends": end.time(), "room": session.reservation.room_id}

    @property
    def span(self) -> Span:
        typed = self.cleaned_data
        return Span(at(typed["day"], typed["starts"]), at(typed["day"], typed["ends"]))


class NewSessionForm(SessionForm):
    """An additional session of a class; by default in the room of the class."""

    interest_class = forms.ModelChoiceField(
        label=pgettext_lazy("label", "Class"), queryset=InterestClass.objects.filter(state=InterestClass.State.OPEN)
    )

    field_order = ["interest_class", "day", "starts", "ends", "room"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["room"].required = False
        self.fields["room"].help_text = _("Empty: the room of the class.")


class CancelForm(forms.Form):
    """The reason for cancelling a session, and an optional make-up session."""

    reason = forms.CharField(
        label=_("Reason, shown to the residents"),
        max_length=200,
        widget=forms.TextInput(attrs={"class": "vTextField", "autofocus": True}),
    )
    make_up = forms.ChoiceField(
        label=_("Make-up session"),
        required=False,
        widget=forms.RadioSelect,
        error_messages={"invalid_choice": _("This time is no longer free. Please choose another.")},
    )

    def __init__(self, *args: Any, times: list[Span], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.times = {wall_clock(span.start): span for span in times}
        choices = [("", _("No make-up session")), *((key, in_words(span)) for key, span in self.times.items())]
        offer(self, "make_up", choices)

    @property
    def make_up_time(self) -> Span | None:
        """The chosen make-up time; None for no make-up session."""
        return self.times.get(self.cleaned_data["make_up"])


def _taking_people() -> QuerySet[InterestClass]:
    return InterestClass.objects.running(timezone.now()).filter(state=InterestClass.State.OPEN)


class WhoseSeatForm(forms.Form):
    """The login whose family is to join a class."""

    interest_class = forms.ModelChoiceField(
        label=pgettext_lazy("label", "Class"), queryset=InterestClass.objects.none()
    )
    phone = PhoneField(label=_("Mobile number of the login"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "interest_class", _taking_people())

    def clean_phone(self) -> User:
        """The login with this number."""
        user = User.objects.filter(phone=self.cleaned_data["phone"], is_active=True).first()
        if user is None:
            raise ValidationError(_("This number has no login yet. Please ask the person to sign up."))
        return user


class WalkInForm(forms.Form):
    """Someone at the desk without a login: from the register, or by name."""

    interest_class = forms.ModelChoiceField(
        label=pgettext_lazy("label", "Class"), queryset=InterestClass.objects.none()
    )
    resident = forms.ModelChoiceField(
        label=_("Resident"), queryset=Resident.objects.filter(anonymised_at=None), required=False
    )
    contact_name = forms.CharField(
        label=pgettext_lazy("person", "Name"),
        max_length=100,
        required=False,
        help_text=_("For someone who is not in the register."),
    )
    contact_phone = PhoneField(required=False)
    allows_photos = forms.BooleanField(label=_("may be in photos"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "interest_class", _taking_people())
