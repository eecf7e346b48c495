"""Charts of duty in the admin: rehearsed, looked at, applied, undone."""

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
    """A chart, from which day on it counts, and why those may stand in it who could not sign up alone."""

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
            "Too little rest after a night, a long day, days away: such people are taken with a reason alone."
        ),
    )
    field_order = ["kind", "file"]


@admin.register(RosterImport)
class RosterImportAdmin(WorkbookAdmin):
    """Whoever plans duty brings charts in."""

    upload_form = RosterWorkbookForm

    def facts(self, run: RosterImport) -> list[str]:
        said = [_("from %(day)s") % {"day": long_day(run.first_day)}]
        return [*said, run.exception] if run.exception else said
