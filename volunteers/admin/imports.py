"""Imports of duty charts in the admin: rehearse, review, apply, undo."""

from django import forms
from django.contrib import admin
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from community.ranges import today
from community.templatetags.dates import long_day
from community.workbooks.admin import WorkbookAdmin
from community.workbooks.forms import WorkbookForm
from volunteers.models import RosterImport


class RosterWorkbookForm(WorkbookForm):
    """A chart, the date from which it applies, and the reason for including people who could not sign up themselves."""

    first_day = forms.DateField(
        label=gettext_lazy("First day of the chart"),
        initial=today,
        help_text=gettext_lazy("Dates without a year, and weekdays alone, are counted from here."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    exception = forms.CharField(
        label=gettext_lazy("Why exceptions are allowed"),
        max_length=200,
        required=False,
        help_text=gettext_lazy(
            "Too little rest after a night, a long day, days away: such people are only taken with a reason."
        ),
    )
    field_order = ["kind", "file"]


@admin.register(RosterImport)
class RosterImportAdmin(WorkbookAdmin):
    """Imports, visible to those who plan duty."""

    upload_form = RosterWorkbookForm

    def facts(self, run: RosterImport) -> list[str]:
        said = [_("from %(day)s") % {"day": long_day(run.first_day)}]
        return [*said, run.exception] if run.exception else said
