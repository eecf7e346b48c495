"""Forms of the fund; the services check the rules."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from community.forms import offer, offer_records
from donations.fund.enums import VoucherKind
from donations.fund.models import FundVoucher
from donations.fund.money import MOST_YUAN, fen_of, yuan_of
from donations.fund.selectors.chain import is_root, tidy_root

ACCOUNTS = ("money", "other_money", "source", "expense")


class VoucherForm(forms.ModelForm):
    """A voucher as drafted: the amount in yuan, and one receipt."""

    yuan = forms.DecimalField(
        label=_("sum in yuan"), min_value=Decimal("0.01"), max_value=MOST_YUAN, decimal_places=2, max_digits=12
    )
    upload = forms.FileField(
        label=_("receipt"),
        required=False,
        help_text=_("A photo, or the electronic invoice as PDF or OFD; 8 MB at most."),
    )

    class Meta:
        model = FundVoucher
        fields = [
            "kind",
            "happened_on",
            "words",
            "money",
            "other_money",
            "source",
            "expense",
            "payee",
            "payee_login",
            "invoice_number",
            "about_label",
            "about_path",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "kind" in self.fields:
            own = [choice for choice in VoucherKind.choices if choice[0] != VoucherKind.REVERSAL]
            offer(self, "kind", own)
        for name in ACCOUNTS:
            if name in self.fields:
                offer_records(self, name, self.fields[name].queryset.filter(is_open=True))  # type: ignore[attr-defined]
        if self.instance.pk and "yuan" in self.fields:
            self.fields["yuan"].initial = yuan_of(self.instance.amount)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "yuan" in cleaned:
            self.instance.amount = fen_of(cleaned["yuan"])
        # Fields that do not belong to the kind are ignored, so that the kind can be changed while filling in the form.
        unused = {
            VoucherKind.INCOME: ("expense", "other_money"),
            VoucherKind.EXPENSE: ("other_money",),
            VoucherKind.TRANSFER: ("source", "expense"),
        }.get(cleaned.get("kind", ""), ())
        cleaned.update(dict.fromkeys(unused))
        return cleaned


class ReversalForm(forms.Form):
    """Why an entry is reversed; published in the book."""

    words = forms.CharField(label=_("What it is"), max_length=200)


class VerifyForm(forms.Form):
    """The root from a printed month."""

    root = forms.CharField(label=_("The eight groups on the printed page"), max_length=100)

    def clean_root(self) -> str:
        root = tidy_root(self.cleaned_data["root"])
        if not is_root(root):
            raise forms.ValidationError(_("Eight groups of four characters, please: digits and the letters a to f."))
        return root


class PeriodForm(forms.Form):
    """A month to freeze."""

    month = forms.CharField(label=_("Month"), widget=forms.TextInput(attrs={"type": "month"}))

    def clean_month(self) -> tuple[int, int]:
        year, _mark, month = self.cleaned_data["month"].partition("-")
        if not (
            year.isdecimal() and month.isdecimal() and len(year) == 4 and 1 <= int(month) <= 12 and int(year) > 1999
        ):
            raise forms.ValidationError(_("Please give a month such as 2026-11."))
        return int(year), int(month)
