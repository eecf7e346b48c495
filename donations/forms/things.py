"""Staff's forms for things: place, loan, repair, photo, count."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import PhoneField, offer
from community.models import User
from community.photos import check_photo
from rooms.models import Room


class PlaceForm(forms.Form):
    """Where a thing is placed."""

    room = forms.ModelChoiceField(
        label=_("Room"), queryset=Room.objects.filter(is_active=True).select_related("kind"), required=False
    )
    place = forms.CharField(label=_("Shelf, or another place"), max_length=60, required=False)
    use = forms.ChoiceField(label=_("For which use"), required=False)

    def __init__(self, *args: Any, uses: Sequence[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if uses:
            offer(self, "use", [(each, each) for each in uses])
        else:
            del self.fields["use"]


class LendForm(forms.Form):
    """Who borrows a thing, and until when."""

    phone = PhoneField(label=_("Mobile number of the borrower"))
    count = forms.IntegerField(label=_("How many?"), min_value=1, max_value=100_000, initial=1)
    due_on = forms.DateField(
        label=_("To be returned by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def clean_phone(self) -> str:
        phone = self.cleaned_data["phone"]
        found = User.objects.filter(phone=phone, is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("There is no login with this number."))
        self.borrower: User = found
        return str(phone)


class RepairForm(forms.Form):
    """What is broken, and who repairs it."""

    fault = forms.CharField(label=_("What is broken?"), max_length=200)
    workshop = forms.CharField(label=_("Who repairs it?"), max_length=100, required=False)


class RepairedForm(forms.Form):
    """What was done, and what it cost."""

    outcome = forms.CharField(label=_("What was done?"), max_length=200, required=False)
    cost = forms.DecimalField(label=_("Cost, in yuan; 0 if it was free"), min_value=0, max_digits=9, decimal_places=2)


class ThingPhotoForm(forms.Form):
    """A photo of a thing, shown to everybody who scans its label."""

    photo = forms.ImageField(
        label=_("Photo for the page of its label"),
        validators=[check_photo],
        widget=forms.ClearableFileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )


class CountForm(forms.Form):
    """What was scanned, and how many pieces were found."""

    code = forms.CharField(label=_("Scan a label, or type its code"), max_length=300)
    found = forms.IntegerField(label=_("Pieces found; leave empty for all"), min_value=1, required=False)
