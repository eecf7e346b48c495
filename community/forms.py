"""Form layout: labels above the fields, help below, errors beside each field and in a summary."""

from typing import Any, cast

from crispy_forms.bootstrap import StrictButton
from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Layout, Submit
from django import forms
from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from community.models import mobile_number
from community.phone_search import plain_number


class PortalFormHelper(FormHelper):
    """Lays out a form with the error summary first and one submit button last."""

    def __init__(self, form: forms.BaseForm, *, submit: str, is_quiet: bool = False) -> None:
        super().__init__(form)
        self.form_show_errors = True
        self.error_text_inline = True
        self.attrs = {"novalidate": ""}
        self.layout = Layout(
            HTML("{% include 'components/error_summary.html' %}"),
            *form.fields,
            StrictButton(submit, type="submit", css_class="btn-outline-primary btn-wide")
            if is_quiet
            else Submit("", submit, css_class="btn-wide"),
        )


class PortalForm(forms.Form):
    """A form with the portal's `helper`; subclasses set the label of the submit button.

    The button is quiet where the page has a more important red one.
    """

    submit_label: str | Promise = ""
    has_quiet_button = False

    @property
    def helper(self) -> PortalFormHelper:
        return PortalFormHelper(self, submit=str(self.submit_label), is_quiet=self.has_quiet_button)


class PhoneField(forms.CharField):
    """A mobile number, in any of the ways in which people write one; its value is the eleven digits.

    The field takes more than eleven characters, because browsers cut off the rest of a number with spaces in it.
    """

    default_validators = [mobile_number]

    def __init__(self, *, autocomplete: str = "off", **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Mobile number"))
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel", "autocomplete": autocomplete}))
        super().__init__(max_length=40, **kwargs)

    def to_python(self, value: Any) -> str:
        return plain_number(super().to_python(value) or "")


def offer(form: forms.BaseForm, name: str, choices: Any) -> None:
    """Have a field of choices offer these."""
    cast(forms.ChoiceField, form.fields[name]).choices = choices


def has_records(form: forms.BaseForm, name: str) -> bool:
    """Whether a field of records offers any at all. Reads them once, also for the list that the field will show."""
    field: Any = form.fields[name]
    field.choices = list(iter(field.choices))  # its own length would be one more query
    return any(value for value, _label in field.choices)


def offer_records(form: forms.BaseForm, name: str, records: QuerySet[Any]) -> None:
    """Have a field of records offer these."""
    cast("forms.ModelChoiceField[Any]", form.fields[name]).queryset = records
