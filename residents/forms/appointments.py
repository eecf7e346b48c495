"""Forms for terms of office."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.forms import PortalForm
from community.ranges import today
from residents.models import LAST_UNIT, Appointment, Compound


def _day(label: Any, **kwargs: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class SuccessionForm(PortalForm):
    """The successor, and the first day of the new term."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=100)
    phone = forms.CharField(
        label=gettext_lazy("telephone"),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )
    first = _day(gettext_lazy("First day of the new term"))
    last = _day(gettext_lazy("Last day"), required=False, help_text=gettext_lazy("Empty: until further notice."))
    is_public = forms.BooleanField(label=gettext_lazy("agreed to be named in public"), required=False)
    is_phone_public = forms.BooleanField(label=gettext_lazy("agreed to a public phone number"), required=False)
    submit_label = gettext_lazy("Hand over")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["first"].initial = today()

    def clean_first(self) -> date:
        first = self.cleaned_data["first"]
        if abs((first - today()).days) > 366 * 5:
            raise forms.ValidationError(_("Please check this day."))
        return first


class AppointmentForm(forms.ModelForm):
    """A term, and its first and last unit, both inclusive."""

    first_unit = forms.IntegerField(label=gettext_lazy("First unit"), min_value=1, max_value=LAST_UNIT, initial=1)
    last_unit = forms.IntegerField(
        label=gettext_lazy("Last unit"),
        min_value=1,
        max_value=LAST_UNIT,
        initial=LAST_UNIT,
        help_text=gettext_lazy("1 to 99: the whole building."),
    )
    first_day = _day(gettext_lazy("In office from"))
    last_day = _day(
        gettext_lazy("In office until"), required=False, help_text=gettext_lazy("Empty: until further notice.")
    )

    class Meta:
        model = Appointment
        fields = ["role", "resident", "name", "phone", "compound", "building", "is_public", "is_phone_public", "photo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "name" in self.fields:
            self.fields["name"].required = False
            self.fields["name"].help_text = _(
                "Choosing a resident fills in name and phone from the register; this is recorded."
            )
        if not self.instance.pk:
            self.initial.setdefault("first_day", today())
            compounds = list(Compound.objects.all()[:2])
            if len(compounds) == 1:
                self.initial.setdefault("compound", compounds[0].pk)
        else:
            units = self.instance.units
            self.initial.update(first_unit=units.lower, last_unit=units.upper - 1)
            self.initial.update(first_day=self.instance.term.lower, last_day=self.instance.last_day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not cleaned.get("name") and not cleaned.get("resident") and not self.has_error("resident"):
            self.add_error("name", _("Please give the name."))
        first, last = cleaned.get("first_unit"), cleaned.get("last_unit")
        if first and last and last < first:
            self.add_error("last_unit", _("The last unit must not be before the first."))
        begins, ends = cleaned.get("first_day"), cleaned.get("last_day")
        if begins and ends and ends < begins:
            self.add_error("last_day", _("The term must not end before it begins."))
        if not self.errors:
            self.instance.units = NumericRange(first, (last or LAST_UNIT) + 1)
            self.instance.term = DateRange(begins, ends + timedelta(days=1) if ends else None)
        return cleaned
