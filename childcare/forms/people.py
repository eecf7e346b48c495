"""Forms for pickup persons; they ask for the password, because an open session alone is not enough."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from childcare.enums import Kin
from childcare.models import CareSheet
from community.accounts.forms import OwnPasswordForm
from community.forms import PhoneField, offer


class PersonTodayForm(OwnPasswordForm):
    """A person who picks up the child today."""

    submit_label = _("May pick up today")

    children = forms.MultipleChoiceField(label=_("Which children?"), widget=forms.CheckboxSelectMultiple)
    kin = forms.ChoiceField(label=_("Who comes?"), choices=Kin)
    name = forms.CharField(label=_("Name"), max_length=100)
    phone = PhoneField()
    is_minor = forms.BooleanField(label=_("Is under 18"), required=False)
    field_order = ["children", "kin", "name", "phone", "is_minor", "password"]

    def __init__(self, *args: Any, sheets: Iterable[CareSheet], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sheets = {str(sheet.pk): sheet for sheet in sheets}
        offer(self, "children", [(pk, sheet.called) for pk, sheet in self.sheets.items()])
        self.fields["children"].initial = list(self.sheets)

    @property
    def words(self) -> dict[str, Any]:
        """The arguments for the services."""
        data = self.cleaned_data
        return {
            "sheets": [self.sheets[pk] for pk in data["children"]],
            "name": data["name"],
            "phone": data["phone"],
            "kin": data["kin"],
            "is_adult": not data["is_minor"],
        }


class PersonForm(PersonTodayForm):
    """A person who may pick up the child during a period."""

    submit_label = _("Add to the list")

    starts_on = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends_on = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Leave empty: until you remove the name from the list."),
    )
    field_order = ["children", "kin", "name", "phone", "is_minor", "starts_on", "ends_on", "password"]

    @property
    def words(self) -> dict[str, Any]:
        return super().words | {name: self.cleaned_data[name] for name in ("starts_on", "ends_on")}
