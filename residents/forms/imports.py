"""Forms for importing workbooks into the register."""

from typing import Any

from django import forms
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.ranges import today
from community.workbooks.forms import WorkbookForm
from residents.models import Compound


class RegisterWorkbookForm(WorkbookForm):
    """A workbook, its compound, and the date from which its addresses apply."""

    compound = forms.ModelChoiceField(Compound.objects.all(), label=gettext_lazy("compound"))
    as_of = forms.DateField(
        label=gettext_lazy("as of"),
        help_text=gettext_lazy("The day from which new addresses are valid."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    merges = forms.BooleanField(
        label=gettext_lazy("One person in two households: merge, as the remark 人户分离 says"), required=False
    )
    field_order = ["kind", "compound", "file"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].help_text = gettext_lazy(
            "Appointments: building leaders, grid officers and the other roles, with their terms."
        )
        first = Compound.objects.first()
        self.fields["compound"].initial = first
        if first is None:
            self.fields["compound"].help_text = format_html(
                '<a href="{}">{}</a>', reverse("admin:residents_compound_add"), _("Add a compound first")
            )
        self.fields["as_of"].initial = today()
        self.fields["merges"].initial = True
