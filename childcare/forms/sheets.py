"""The form for a child's care sheet, filled in once, at home or at the desk."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from childcare.enums import Kin
from childcare.models import CareSheet, Contact, Health
from community.forms import PhoneField, PortalForm, offer

CONTACTS = 3
HEALTH = ("allergies", "allergy_help", "medicine", "notes")


class SheetForm(PortalForm):
    """What carers need to know about a child, and whom to call in which order."""

    submit_label = _("Save")

    called = forms.CharField(label=_("What do you call the child?"), max_length=50)
    allergies = forms.CharField(
        label=_("Allergies"), max_length=200, required=False, help_text=_("Leave empty if there are none.")
    )
    allergy_help = forms.CharField(label=_("What to do in that case"), max_length=300, required=False)
    medicine = forms.CharField(label=_("Medicine"), max_length=300, required=False)
    notes = forms.CharField(
        label=_("What else should we know?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    comforts = forms.CharField(
        label=_("What comforts the child?"),
        max_length=200,
        required=False,
        help_text=_("A song, a cloth rabbit."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, CONTACTS + 1):
            self._add_contact(number)

    def _add_contact(self, number: int) -> None:
        """Add the fields for a contact; the first is required."""
        words, needed = {"number": number}, number == 1
        self.fields[f"name_{number}"] = forms.CharField(
            label=_("Contact %(number)d: name") % words, max_length=50, required=needed
        )
        self.fields[f"phone_{number}"] = PhoneField(
            label=_("Contact %(number)d: mobile number") % words, required=needed
        )
        self.fields[f"kin_{number}"] = forms.ChoiceField(
            label=_("Contact %(number)d: relation") % words,
            choices=Kin.choices if needed else [("", "–"), *Kin.choices],
            required=needed,
        )

    @property
    def by_contact(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields of each contact under a heading, with labels that do not repeat it; errors name both."""
        short = {"name": _("Name"), "phone": _("Mobile number"), "kin": _("Relation")}
        return [
            (
                _("Contact %(number)d") % {"number": number},
                [self._labelled(f"{name}_{number}", str(label)) for name, label in short.items()],
            )
            for number in range(1, CONTACTS + 1)
        ]

    def _labelled(self, name: str, label: str) -> forms.BoundField:
        """A field with another label than that which its errors name."""
        field = self.fields[name].get_bound_field(self, name)
        field.label = label
        return field

    @property
    def without_contacts(self) -> list[forms.BoundField]:
        """All other fields."""
        of_contacts = {field.name for _heading, fields in self.by_contact for field in fields}
        return [field for field in self if field.name not in of_contacts]

    def clean(self) -> dict[str, Any]:
        """Require the relation to the child for every contact."""
        data = super().clean() or self.cleaned_data
        for number in range(1, CONTACTS + 1):
            if data.get(f"phone_{number}") and not data.get(f"kin_{number}"):
                self.add_error(f"kin_{number}", _("Please choose the relation to the child."))
        return data

    @staticmethod
    def initial_of(sheet: CareSheet) -> dict[str, Any]:
        """Initial values from a sheet."""
        found: dict[str, Any] = {"called": sheet.called, "comforts": sheet.comforts, **sheet.health}
        for number, contact in enumerate(sheet.contacts[:CONTACTS], start=1):
            found |= {f"{name}_{number}": contact[name] for name in ("name", "phone", "kin")}
        return found

    @property
    def health(self) -> Health:
        return cast(Health, {name: self.cleaned_data[name] for name in HEALTH})

    @property
    def contacts(self) -> list[Contact]:
        """The contacts to call, in order."""
        data = self.cleaned_data
        numbers = [number for number in range(1, CONTACTS + 1) if data[f"phone_{number}"]]
        return [Contact(name=data[f"name_{n}"], phone=data[f"phone_{n}"], kin=data[f"kin_{n}"]) for n in numbers]

    @property
    def words(self) -> dict[str, Any]:
        """The arguments for `save_care_sheet`."""
        data = self.cleaned_data
        return {
            "called": data["called"],
            "comforts": data["comforts"],
            "health": self.health,
            "contacts": self.contacts,
        }


class VisitingForm(SheetForm):
    """A visiting child that is not in the register, registered at the desk."""

    name = forms.CharField(label=_("Name of the child"), max_length=100)
    birth_date = forms.DateField(
        label=_("Date of birth"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    guardian_name = forms.CharField(label=_("Name of a guardian"), max_length=100)
    guardian_phone = PhoneField(label=_("Guardian's mobile number"))
    guardian_kin = forms.ChoiceField(label=_("Relation"), choices=Kin)
    signed = forms.MultipleChoiceField(
        label=_("Signed on paper, which the centre archives"), required=False, widget=forms.CheckboxSelectMultiple
    )
    field_order = ["name", "birth_date", "guardian_name", "guardian_phone", "guardian_kin", "called"]

    def __init__(self, *args: Any, purposes: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "signed", purposes)

    @property
    def words(self) -> dict[str, Any]:
        own = ("name", "birth_date", "guardian_name", "guardian_phone", "guardian_kin")
        return super().words | {name: self.cleaned_data[name] for name in own}
