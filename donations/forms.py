"""What people type about gifts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.models import User
from donations.enums import Condition, DonorKind, Publicity
from donations.models import Donor, Gift, GiftLine
from donations.names import check_credit_code, check_name
from residents.models import Resident
from rooms.models import Room

SORTS = 3  # sorts of things that the form has places for


class OfferForm(forms.Form):
    """A gift as a neighbour offers it: who, what, what for."""

    ME = "me"

    giver = forms.ChoiceField(label=_("Who gives?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=60,
        validators=[check_name],
        help_text=_("A shop or a group may stand here, too."),
    )
    kind = forms.ChoiceField(
        label=_("That is"), choices=[each for each in DonorKind.choices if each[0] != DonorKind.UNNAMED]
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=18, required=False, validators=[check_credit_code]
    )
    amount = forms.DecimalField(
        label=_("Or money, in yuan"),
        min_value=0.01,
        max_digits=11,
        decimal_places=2,
        required=False,
        help_text=_("Please bring it to the desk; two colleagues count it with you. Nothing is paid here."),
    )
    wished_use = forms.CharField(label=_("What is it meant for?"), max_length=100, required=False)
    use_binds = forms.BooleanField(label=_("Please use it for this alone"), required=False)
    story = forms.CharField(
        label=_("Its story, if you like"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    publicity = forms.ChoiceField(
        label=_("What may others read of you?"), choices=Publicity.choices, widget=forms.RadioSelect
    )

    def __init__(self, *args: Any, user: User, wards: list[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.wards = user, {str(child.pk): child for child in wards}
        self.fields["giver"].choices = [  # type: ignore[attr-defined]
            (self.ME, _("I do")),
            *((key, child.name) for key, child in self.wards.items()),
        ]
        self.fields["giver"].initial = self.ME
        self.fields["name"].initial = user.name
        self.fields["publicity"].initial = Publicity.FULL
        for number in range(1, SORTS + 1):
            self.fields[f"what_{number}"] = forms.CharField(
                label=_("What is it?"), max_length=60, required=False, validators=[check_name]
            )
            self.fields[f"count_{number}"] = forms.IntegerField(
                label=_("How many?"), min_value=1, max_value=100_000, required=False, initial=1
            )
            self.fields[f"unit_{number}"] = forms.CharField(
                label=pgettext_lazy("counting word", "Unit"), max_length=6, required=False, initial="件"
            )
            self.fields[f"condition_{number}"] = forms.ChoiceField(
                label=_("Condition"), choices=Condition.choices, required=False
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields of each sort of things."""
        names = ("what", "count", "unit", "condition")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, SORTS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, SORTS + 1):
            if cleaned.get(f"what_{number}") and not cleaned.get(f"count_{number}"):
                self.add_error(f"count_{number}", _("One thing at least is given."))
        return cleaned

    @property
    def wanted(self) -> dict[str, Any]:
        """What `services.offer_gift` needs to know."""
        typed = self.cleaned_data
        gift = Gift(**{name: typed[name] for name in ("amount", "wished_use", "use_binds", "story", "publicity")})
        child = self.wards.get(typed["giver"])
        donor = Donor(kind=typed["kind"], name=typed["name"], credit_code=typed["credit_code"], user=self.user)
        if child is not None:
            donor.child, donor.name, donor.kind = child, child.name, DonorKind.PERSON
        lines = [
            GiftLine(
                what=typed[f"what_{number}"],
                count=typed[f"count_{number}"],
                unit=typed[f"unit_{number}"] or "件",
                condition=typed[f"condition_{number}"] or Condition.GOOD,
            )
            for number in range(1, SORTS + 1)
            if typed[f"what_{number}"]
        ]
        return {"gift": gift, "donors": [donor], "lines": lines}


class PlaceForm(forms.Form):
    """Where a thing is put."""

    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.filter(is_active=True).select_related("kind"), required=False
    )
    place = forms.CharField(label=_("Shelf, or another place"), max_length=60, required=False)


class LendForm(forms.Form):
    """Who borrows a thing, and until when."""

    phone = forms.CharField(label=_("Mobile number of the borrower"), max_length=11)
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=100_000, initial=1)
    due_on = forms.DateField(label=_("Back by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        found = User.objects.filter(phone=phone, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody logs in with this number."))
        self.borrower: User = found
        return str(phone)
