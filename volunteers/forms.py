"""Forms of duty."""

from collections.abc import Sequence
from typing import Any

from crispy_forms.layout import Field
from django import forms
from django.utils.translation import gettext_lazy as _

from community.enums import Weekday
from community.forms import PortalForm, PortalFormHelper, offer, offer_records
from community.photos import check_photo
from volunteers.enums import AskBy, Limit
from volunteers.models import Assignment, PostThing, Volunteer

PARTS = (_("Morning"), _("Afternoon"), _("Evening"))


def parts_of_week() -> list[tuple[int, str]]:
    """The 21 parts of a week with their names, from Monday morning."""
    return [(day * 3 + part, f"{Weekday(day).label} {PARTS[part].lower()}") for day in range(7) for part in range(3)]


class WishesForm(PortalForm):
    """How a volunteer wants to do duty."""

    submit_label = _("Save")

    ask_by = forms.ChoiceField(label=_("How shall we ask you?"), choices=AskBy, widget=forms.RadioSelect)
    most_hours = forms.IntegerField(
        label=_("Most hours a week"),
        min_value=1,
        max_value=60,
        required=False,
        help_text=_("Leave empty for no limit."),
    )
    cannot = forms.MultipleChoiceField(
        label=_("What does not work for you?"), choices=Limit, required=False, widget=forms.CheckboxSelectMultiple
    )
    suits = forms.TypedMultipleChoiceField(
        label=_("When do you have time?"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing chosen: at any time."),
    )
    is_public = forms.BooleanField(label=_("My name may stand on the board while I am on duty"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "suits", parts_of_week())

    @property
    def helper(self) -> PortalFormHelper:
        made = super().helper
        made.layout.fields[made.layout.fields.index("suits")] = Field("suits", template="duty/_parts_of_week.html")
        return made

    @property
    def week(self) -> list[dict[str, Any]]:
        """The parts of the week as checkboxes, day by day: each with its value and whether it is ticked."""
        chosen = {str(each) for each in self["suits"].value() or ()}
        return [
            {
                "name": Weekday(day).label,
                "parts": [
                    {"value": day * 3 + part, "label": PARTS[part], "is_chosen": str(day * 3 + part) in chosen}
                    for part in range(3)
                ],
            }
            for day in range(7)
        ]

    @classmethod
    def initial_of(cls, volunteer: Volunteer) -> dict[str, Any]:
        """Initial values from a volunteer."""
        return {name: getattr(volunteer, name) for name in cls.base_fields}

    def write_to(self, volunteer: Volunteer) -> Volunteer:
        """Copy the input to the volunteer, without saving."""
        for name, value in self.cleaned_data.items():
            setattr(volunteer, name, value)
        return volunteer


class AwayForm(PortalForm):
    """Days of absence. The form tag and its token are in the template, because they belong to the reader's own part."""

    submit_label = _("I am away then")
    has_quiet_button = True

    @property
    def helper(self) -> PortalFormHelper:
        made = super().helper
        made.form_tag, made.disable_csrf = False, True
        return made

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class PeriodForm(PortalForm):
    """The period that a certificate of service covers."""

    submit_label = _("Issue a certificate")

    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class HandoverForm(PortalForm):
    """What happened, what was counted, and what remains open."""

    submit_label = _("Save")

    happened = forms.CharField(
        label=_("What happened?"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    new_items = forms.CharField(
        label=_("What remains open? One item per line."),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, things: Sequence[PostThing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.things = things
        for thing in things:
            self.fields[f"thing_{thing.pk}"] = forms.IntegerField(
                label=_("%(thing)s (there are %(number)d)") % {"thing": thing.name, "number": thing.number},
                min_value=0,
                max_value=999,
            )

    @property
    def counts(self) -> dict[PostThing, int]:
        return {thing: self.cleaned_data[f"thing_{thing.pk}"] for thing in self.things}

    @property
    def items(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["new_items"].splitlines() if line.strip()]


class PromisesField(forms.ModelMultipleChoiceField):
    """Promises, each labelled with its volunteer's name."""

    def label_from_instance(self, obj: Assignment) -> str:
        return obj.volunteer.name


class SheetForm(forms.Form):
    """A signed sheet: who is on it, and its photo."""

    came = PromisesField(
        label=_("Who signed?"),
        queryset=Assignment.objects.none(),
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
    )
    photo = forms.ImageField(label=_("Photo of the sheet"), validators=[check_photo])

    def __init__(self, *args: Any, promises: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_records(self, "came", promises)
