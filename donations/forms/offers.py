"""Offer forms, for residents and for the desk."""

from collections.abc import Callable, Iterable
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.forms import PhoneField, offer
from community.models import User
from community.photos import ACCEPTED, check_photo
from donations.enums import Condition, DonorKind, Publicity
from donations.models import Donor, Gift, GiftLine
from donations.names import check_credit_code, check_name
from donations.services.gifts import MOST_PHOTOS
from residents.models import Resident

SORTS = 3  # kinds of things per form
GIVERS = 3  # donors who give together


def _listed(choices: Iterable[tuple[str, Any]]) -> Callable[[], list[tuple[str, str]]]:
    """Choices as a list shows them, with a capital where the language has any; each time in the reader's language."""
    kept = list(choices)
    return lambda: [(value, capfirst(str(label))) for value, label in kept]


class PhotosInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """Several photos in one field, each checked by its content."""

    def __init__(self, **options: Any) -> None:
        super().__init__(widget=PhotosInput(attrs={"accept": ACCEPTED}), **options)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not files:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(files) > MOST_PHOTOS:
            raise forms.ValidationError(_("At most %(most)d photos, please.") % {"most": MOST_PHOTOS})
        for each in files:
            check_photo(each)
        return list(files)


class ThingsForm(forms.Form):
    """What is offered, for what purpose, and what may be public; subclasses add the donor."""

    amount = forms.DecimalField(
        label=_("Or money, in yuan"),
        min_value=0.01,
        max_digits=11,
        decimal_places=2,
        required=False,
        help_text=_("Please bring it to the desk; two colleagues count it with you. Payments are not made here."),
    )
    wished_use = forms.CharField(label=_("What is it meant for?"), max_length=100, required=False)
    use_binds = forms.BooleanField(label=_("Please use it only for this"), required=False)
    story = forms.CharField(
        label=_("Its story, if you like"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    publicity = forms.ChoiceField(
        label=_("What may others see about you?"), choices=Publicity.choices, widget=forms.RadioSelect
    )
    photos = PhotosField(label=_("Photos, six at most"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
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
                label=_("Condition"), choices=_listed(Condition.choices), required=False
            )

    @property
    def rows(self) -> list[list[forms.BoundField]]:
        """The fields for each kind of thing."""
        names = ("what", "count", "unit", "condition")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, SORTS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for number in range(1, SORTS + 1):
            count = f"count_{number}"
            if cleaned.get(f"what_{number}") and not cleaned.get(count) and not self.has_error(count):
                self.add_error(count, _("At least one thing must be given."))
        if cleaned.get("use_binds") and not cleaned.get("wished_use"):
            self.add_error("wished_use", _("Please say for which use only."))
        return cleaned

    @property
    def given(self) -> dict[str, Any]:
        """The gift, its lines and photos, as arguments for `services.offer_gift`."""
        typed = self.cleaned_data
        gift = Gift(**{name: typed[name] for name in ("amount", "wished_use", "use_binds", "story", "publicity")})
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
        return {"gift": gift, "lines": lines, "photos": typed["photos"]}


class OfferForm(ThingsForm):
    """An offer by a resident: their own, or that of a child in their care."""

    ME = "me"

    giver = forms.ChoiceField(label=_("Who gives?"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name on the certificate"),
        max_length=60,
        validators=[check_name],
        help_text=_("A shop or a group may stand here, too."),
    )
    kind = forms.ChoiceField(
        label=_("That is"), choices=_listed(each for each in DonorKind.choices if each[0] != DonorKind.UNNAMED)
    )
    credit_code = forms.CharField(
        label=_("Unified social credit code"), max_length=18, required=False, validators=[check_credit_code]
    )

    def __init__(self, *args: Any, user: User, wards: list[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.wards = user, {str(child.pk): child for child in wards}
        wards_named = ((key, child.name) for key, child in self.wards.items())
        offer(self, "giver", [(self.ME, _("I do")), *wards_named])
        self.fields["giver"].initial = self.ME
        self.fields["name"].initial = user.name

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments for `services.offer_gift`."""
        typed = self.cleaned_data
        child = self.wards.get(typed["giver"])
        donor = Donor(kind=typed["kind"], name=typed["name"], credit_code=typed["credit_code"], user=self.user)
        if child is not None:
            donor.child, donor.name, donor.kind = child, child.name, DonorKind.PERSON
        return self.given | {"donors": [donor]}


class DeskOfferForm(ThingsForm):
    """An offer taken at the desk: from people without a login, companies or groups, possibly several at once."""

    field_order = [
        f"{name}_{number}" for number in range(1, GIVERS + 1) for name in ("kind", "name", "credit_code", "phone")
    ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, GIVERS + 1):
            self.fields[f"kind_{number}"] = forms.ChoiceField(label=_("That is"), choices=_listed(DonorKind.choices))
            self.fields[f"name_{number}"] = forms.CharField(
                label=_("Name on the certificate"), max_length=60, required=False, validators=[check_name]
            )
            self.fields[f"credit_code_{number}"] = forms.CharField(
                label=_("Unified social credit code"), max_length=18, required=False, validators=[check_credit_code]
            )
            self.fields[f"phone_{number}"] = PhoneField(label=_("Mobile number, if they log in here"), required=False)
        self.order_fields(self.field_order)

    @property
    def givers(self) -> list[list[forms.BoundField]]:
        """The fields for each donor."""
        names = ("kind", "name", "credit_code", "phone")
        return [[self[f"{name}_{number}"] for name in names] for number in range(1, GIVERS + 1)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        self.donors: list[Donor] = []
        for number in range(1, GIVERS + 1):
            self._clean_giver(number, cleaned)
        if not self.donors and not self.errors:
            self.add_error("name_1", _("Please name the donor, or choose an anonymous donor."))
        return cleaned

    def _clean_giver(self, number: int, cleaned: dict[str, Any]) -> None:
        kind, name = cleaned.get(f"kind_{number}", ""), cleaned.get(f"name_{number}") or ""
        phone, user = cleaned.get(f"phone_{number}") or "", None
        if not name and kind != DonorKind.UNNAMED:
            return
        if phone:
            user = User.objects.filter(phone=phone, is_active=True).first()
            if user is None:
                self.add_error(f"phone_{number}", _("There is no login with this number."))
        code = cleaned.get(f"credit_code_{number}") or ""
        name = "" if kind == DonorKind.UNNAMED else name
        self.donors.append(Donor(kind=kind, name=name, credit_code=code, user=user))

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments for `services.offer_gift`."""
        return self.given | {"donors": self.donors}
