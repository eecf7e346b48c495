"""Forms of classes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.enums import ClassKind, PartOfDay
from classes.models import Enrolment, InterestClass, Proposal
from classes.rules.people import Person, fits_age
from classes.selectors import ClassFilter
from community.enums import Weekday
from community.models import User
from community.photos import check_photo
from residents.models import Resident

ANY = ("", pgettext_lazy("choice", "Any"))


class FilterForm(forms.Form):
    """The filters of the list of classes."""

    kind = forms.ChoiceField(choices=[ANY, *ClassKind.choices], required=False)
    weekday = forms.TypedChoiceField(choices=[ANY, *Weekday.choices], coerce=int, empty_value=None, required=False)
    part = forms.ChoiceField(
        label=_("Time of day"),
        choices=[ANY, *PartOfDay.choices],
        required=False,
    )
    age = forms.IntegerField(
        label=_("Age"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    has_seats = forms.BooleanField(required=False)
    q = forms.CharField(max_length=50, required=False)

    @property
    def wanted(self) -> ClassFilter:
        """The chosen filters; invalid values are ignored."""
        self.is_valid()
        kept = self.cleaned_data
        return ClassFilter(
            kind=kept.get("kind", ""),
            weekday=kept.get("weekday"),
            part=kept.get("part", ""),
            age=kept.get("age"),
            has_seats=kept.get("has_seats", False),
            words=kept.get("q", ""),
        )


class SaysFirst(forms.Form):
    """A form whose page shows only its first error."""

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


class EnrolForm(SaysFirst):
    """Who joins a class: the user and the children in their care; without children there is nothing to choose."""

    ME = "me"

    people = forms.MultipleChoiceField(label=_("Who joins?"), widget=forms.CheckboxSelectMultiple)
    allows_photos = forms.BooleanField(
        label=_("We may appear in photos of this class, which only its members see."), required=False
    )

    def __init__(
        self,
        *args: Any,
        user: User,
        shown: InterestClass,
        wards: Iterable[Resident],
        mine: Iterable[Enrolment] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.wards = {str(child.pk): child for child in wards}
        there = {str(each.child_id or self.ME) for each in mine}
        everybody = [(self.ME, user.name), *((key, child.name) for key, child in self.wards.items())]
        field = cast(forms.MultipleChoiceField, self.fields["people"])
        field.choices = [(key, name) for key, name in everybody if key not in there]
        field.required = bool(self.wards)
        field.initial = self._likely(user, shown, [key for key, _name in field.choices])
        if not shown.takes_photos:
            del self.fields["allows_photos"]

    def _likely(self, user: User, shown: InterestClass, keys: list[str]) -> list[str]:
        """The initial selection: the reader, or the only child whose age fits the class."""
        if self.ME in keys and fits_age(shown, Person(user)):
            return [self.ME]
        fitting = [key for key in keys if key != self.ME and fits_age(shown, Person(user, self.wards[key]))]
        return fitting if len(fitting) == 1 else []

    @property
    def wanted(self) -> dict[str, Any]:
        """The arguments for `services.enrol`."""
        chosen = self.cleaned_data["people"] or [self.ME]
        return {
            "joins": self.ME in chosen,
            "children": [self.wards[key] for key in chosen if key != self.ME],
            "allows_photos": self.cleaned_data.get("allows_photos", False),
        }


class GuestForm(forms.Form):
    """Who comes to a single session."""

    person = forms.ChoiceField(label=_("Who comes?"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, user: User, wards: Iterable[Resident], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wards = {str(child.pk): child for child in wards}
        field = cast(forms.ChoiceField, self.fields["person"])
        field.choices = [(EnrolForm.ME, user.name), *((key, child.name) for key, child in self.wards.items())]
        field.initial = EnrolForm.ME

    @property
    def child(self) -> Resident | None:
        """The child who comes; None for the user."""
        return self.wards.get(self.cleaned_data["person"])


class PostForm(forms.Form):
    """A note or a photo for a class."""

    text = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photo = forms.ImageField(label=_("Photo"), required=False, validators=[check_photo])
    tell = forms.BooleanField(label=_("Send the text to everyone in the class"), required=False)


class HoursField(forms.TypedMultipleChoiceField):
    """Free hours of the week, as slots from Monday 00:00; offered from 8:00 to 21:00."""

    OFFERED = range(8, 22)

    def __init__(self, **kwargs: Any) -> None:
        choices = [(weekday * 24 + hour, f"{hour}:00") for weekday in range(7) for hour in self.OFFERED]
        super().__init__(choices=choices, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)


@dataclass(frozen=True, slots=True)
class Chip:
    """One hour, or one part of a day, as a checkbox."""

    value: int | str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class DayOfHours:
    """A weekday with its parts and hours; `chosen` counts selected hours outside the selected parts."""

    name: str
    parts: list[Chip]
    hours: list[Chip]

    @property
    def chosen(self) -> int:
        return sum(chip.is_chosen for chip in self.hours)


class PledgeForm(SaysFirst):
    """When a neighbour has time: parts of days, single hours, or both."""

    hours = HoursField(
        label=_("When do you have time?"),
        help_text=_("Tick all hours that suit you; the more, the sooner we find one for all."),
        required=False,
    )
    parts = forms.MultipleChoiceField(
        choices=[(f"{day.value}-{part.value}", part.label) for day in Weekday for part in PartOfDay], required=False
    )

    def clean(self) -> dict[str, Any]:
        """All hours in one list. Raises ValidationError if there are none."""
        cleaned = super().clean() or {}
        whole = {slot for part in cleaned.get("parts", []) for slot in _slots(part)}
        cleaned["hours"] = sorted({*cleaned.get("hours", []), *whole})
        if not cleaned["hours"] and "hours" not in self.errors:
            self.add_error("hours", _("Please choose at least one hour that suits you."))
        return cleaned

    @property
    def week(self) -> list[DayOfHours]:
        """Each weekday for display; a part is selected if all of its hours are."""
        hours = {str(value) for value in self["hours"].value() or []}
        parts = set(self["parts"].value() or [])
        days = []
        for weekday in Weekday:
            part_chips = []
            single = set(hours)
            for part in PartOfDay:
                key = f"{weekday.value}-{part.value}"
                slots = set(map(str, _slots(key)))
                is_whole = key in parts or slots <= hours
                part_chips.append(Chip(key, str(part.label), is_whole))
                single -= slots if is_whole else set()
            slots_of_day = [weekday * 24 + hour for hour in HoursField.OFFERED]
            hour_chips = [Chip(slot, f"{slot % 24}:00", str(slot) in single) for slot in slots_of_day]
            days.append(DayOfHours(str(weekday.label), part_chips, hour_chips))
        return days

    @property
    def has_single_hours(self) -> bool:
        """Whether single hours are selected in addition to whole parts."""
        return any(day.chosen for day in self.week)


def _slots(part: str) -> list[int]:
    """The hours of the week in a part of a day such as "4-afternoon"."""
    weekday, name = part.split("-")
    return [int(weekday) * 24 + hour for hour in PartOfDay(name).usual_hours]


class ProposalForm(PledgeForm, forms.ModelForm):
    """A class that a resident proposes."""

    class Meta:
        model = Proposal
        fields = ["name", "about", "teacher_name", "room_kind", "needed", "minutes", "weeks"]
        widgets: dict[str, Any] = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "needed": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        labels = {
            "name": _("What would you like to learn or do?"),
            "about": _("Tell your neighbours about it"),
            "teacher_name": _("Teacher"),
        }

    DETAILS = ("teacher_name", "room_kind", "needed", "minutes", "weeks")
    field_order = ["name", "about", "teacher_name", "room_kind", "needed", "minutes", "weeks", "hours"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["room_kind"]).empty_label = str(ANY[1])

    @property
    def has_details(self) -> bool:
        """Whether one of the collapsed fields was changed or has an error."""
        return self.is_bound and any(name in self.changed_data or name in self.errors for name in self.DETAILS)


class ApprovalForm(forms.Form):
    """What staff add to a planned class before it opens."""

    teacher_name = forms.CharField(label=_("Teacher's name"), max_length=100, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)
    reason = forms.CharField(
        label=_("Reason, if it is not possible"), max_length=200, required=False, help_text=_("Shown to residents.")
    )


class RatingForm(forms.Form):
    """A rating of a class, for one seat."""

    STARS = (
        (5, _("★★★★★ very good")),
        (4, _("★★★★☆ good")),
        (3, _("★★★☆☆ all right")),
        (2, _("★★☆☆☆ could be better")),
        (1, _("★☆☆☆☆ poor")),
    )
    AGAIN = (("yes", _("Yes, gladly")), ("no", _("Rather not")))

    stars = forms.TypedChoiceField(label=_("How did you like it?"), choices=STARS, coerce=int, widget=forms.RadioSelect)
    again = forms.TypedChoiceField(
        label=_("Would you come again?"), choices=AGAIN, coerce=lambda word: word == "yes", widget=forms.RadioSelect
    )
    comment = forms.CharField(
        label=_("In your own words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    is_given = False

    @classmethod
    def of(cls, seat: Enrolment, typed: Mapping[str, Any] | None = None) -> "RatingForm":
        """The form for one seat, filled with the previous rating; its field ids are unique on the page."""
        rating = getattr(seat, "rating", None)
        said = (
            {"stars": rating.stars, "again": "yes" if rating.again else "no", "comment": rating.comment}
            if rating
            else {}
        )
        form = cls(typed, initial=said, auto_id=f"id_{seat.pk}_%s")
        form.is_given = rating is not None
        return form


class NewClassForm(forms.ModelForm):
    """A class created by staff; with `draw_closes_at` its seats are drawn."""

    draw_closes_at = forms.DateTimeField(
        label=_("draw the seats at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave empty for first come, first served."),
    )

    class Meta:
        model = InterestClass
        fields = [
            "kind", "name", "name_en", "about", "about_en", "teacher", "teacher_name", "drawing", "level",
            "minimum_age", "maximum_age", "materials", "materials_en", "takes_photos", "price", "capacity", "room",
            "weekday", "starts", "ends", "first_day", "last_day",
        ]  # fmt: skip
        widgets: dict[str, Any] = {
            "starts": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "ends": forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
            "first_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "last_day": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }
