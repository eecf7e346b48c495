"""Forms about people."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.errors import DomainError
from community.forms import PhoneField, PortalForm
from residents.enums import DocumentKind
from residents.models import Resident
from residents.rules.numbers import check_number


class MatchForm(PortalForm):
    """Request a match with a resident. The phone number is known from the login."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=100, help_text=gettext_lazy("As on your identity card.")
    )
    last4 = forms.RegexField(
        r"^\s*[0-9０-９A-Za-zＡ-Ｚａ-ｚ]{4}\s*$",
        label=gettext_lazy("Last four characters of your identity number"),
        max_length=10,
        help_text=gettext_lazy("Or of the passport or permit by which the centre knows you."),
        error_messages={"invalid": gettext_lazy("Four characters: digits, or letters such as the X at the end.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    submit_label = gettext_lazy("Find my door")


class RevealForm(PortalForm):
    """The field to reveal, and the reason."""

    field = forms.ChoiceField(label=gettext_lazy("What to see"), choices=list(Resident.REVEALABLE.items()))
    reason = forms.CharField(
        label=gettext_lazy("What for"),
        min_length=4,
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    submit_label = gettext_lazy("Show for five minutes")


# These keep their values if nothing is submitted for them.
KEPT = ("id_kind", "birth_precision")


class ResidentForm(forms.ModelForm):
    """A person's data; masked values are kept if their fields are left empty."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100, required=False)
    phone = PhoneField(label=gettext_lazy("Mobile number"), required=False)
    id_number = forms.CharField(
        label=gettext_lazy("Number of the identity card or other document"), max_length=30, required=False
    )
    forgets_number = forms.BooleanField(
        label=gettext_lazy("Delete the identity number"),
        required=False,
        help_text=gettext_lazy("It is wrong, or belongs to someone else."),
    )

    class Meta:
        model = Resident
        fields = [
            "name",
            "phone",
            "id_kind",
            "id_number",
            "forgets_number",
            "sex",
            "birth_date",
            "birth_precision",
            "tags",
            "language",
            "contact",
        ]
        widgets = {"tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.keys() & set(KEPT):  # a read-only page has fewer fields
            self.fields[field].required = False
        for field in ("name", "phone", "id_number"):
            shown = getattr(self.instance, f"masked_{field}", "") if self.instance.pk else ""
            self.initial[field] = ""
            if shown:
                self.fields[field].help_text = _("Now %(masked)s; leave it empty to keep it.") % {"masked": shown}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field in ("name", "phone", *KEPT):
            cleaned[field] = cleaned.get(field) or getattr(self.instance, field)
        # The services check again; checking here shows the error beside the field.
        number, kind = cleaned.pop("id_number", "") or None, cleaned.get("id_kind", "")
        forgets = cleaned.get("forgets_number") and number is None
        if number is None and not forgets and kind != self.initial.get("id_kind", DocumentKind.IDENTITY):
            number = self.instance.id_number or None
            if number is None:
                self.add_error("id_number", _("Please give the number of the document."))
        try:
            if number is not None:
                check_number(resident=self.instance, typed=number, kind=kind)
        except DomainError as error:
            self.add_error("id_number", ValidationError(error.message))
        cleaned["id_number"] = "" if forgets else number
        if not cleaned["name"]:
            self.add_error("name", _("Please give the name."))
        return cleaned
