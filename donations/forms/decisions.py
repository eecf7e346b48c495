"""Staff's forms for gifts: accept all or a part, decline, value, count cash, replace a certificate."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from donations.enums import DeclineReason
from donations.models import GiftLine


class AcceptForm(forms.Form):
    """How many of each line the centre accepts; all by default."""

    def __init__(self, *args: Any, lines: Iterable[GiftLine], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = {f"line_{line.pk}": line.pk for line in lines}
        for name, line in zip(self.keys, lines, strict=True):
            self.fields[name] = forms.IntegerField(
                label=f"{line}", min_value=0, max_value=line.count, initial=line.count, required=False
            )

    @property
    def counts(self) -> dict[int, int]:
        """The number accepted of each line, by primary key."""
        return {key: self.cleaned_data[name] or 0 for name, key in self.keys.items()}


class DeclineForm(forms.Form):
    """The reason for declining, and a kind message; the donor reads both."""

    reason = forms.ChoiceField(label=_("Why not"), choices=DeclineReason.choices, widget=forms.RadioSelect)
    letter = forms.CharField(
        label=_("Message to the donor"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class ValueForm(forms.Form):
    """The value of a gift; printed only at the donor's request."""

    value = forms.DecimalField(label=_("Value, in yuan"), min_value=0, max_digits=11, decimal_places=2, required=False)
    valued_by = forms.CharField(label=_("Valued by"), max_length=60, required=False)
    valued_how = forms.CharField(
        label=_("Valued how"), max_length=100, required=False, help_text=_("An invoice, the price of a used one …")
    )
    prints_value = forms.BooleanField(label=_("The donor wants it printed on the certificate"), required=False)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("value") is not None:
            for name in ("valued_by", "valued_how"):
                if name not in self.errors and not cleaned.get(name):
                    self.add_error(name, _("Please say who valued it, and how."))
        return cleaned


class CashForm(forms.Form):
    """An amount that was counted."""

    sum = forms.DecimalField(label=_("Counted, in yuan"), min_value=0.01, max_digits=11, decimal_places=2)


class UseForm(forms.Form):
    """A use other than the one to which a gift is restricted."""

    use = forms.CharField(label=_("Another use, about which we ask the donor"), max_length=100)


class ReplaceForm(forms.Form):
    """Why a certificate is replaced, and the correct name if it was wrong."""

    name = forms.CharField(label=_("Correct name; leave empty to keep it"), max_length=400, required=False)
    reason = forms.CharField(label=_("Why? The holder will read it."), max_length=200)
