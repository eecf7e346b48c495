"""What people type about classes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from classes.models import Enrolment, InterestClass, Proposal
from classes.selectors import ClassFilter
from community.models import User
from community.photos import check_photo
from residents.models import Resident
from rooms.models import Weekday

ANY = ("", pgettext_lazy("choice", "Any"))


class FilterForm(forms.Form):
    """Which classes to list."""

    weekday = forms.TypedChoiceField(
        label=_("Weekday"), choices=[ANY, *Weekday.choices], coerce=int, empty_value=None, required=False
    )
    part = forms.ChoiceField(
        label=_("Time of day"),
        choices=[ANY, ("morning", _("Morning")), ("afternoon", _("Afternoon")), ("evening", _("Evening"))],
        required=False,
    )
    age = forms.IntegerField(
        label=_("Age"),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
    )
    has_seats = forms.BooleanField(label=_("With free seats"), required=False)

    @property
    def wanted(self) -> ClassFilter:
        """What was asked for; a wish that makes no sense is none."""
        self.is_valid()
        kept = self.cleaned_data
        return ClassFilter(kept.get("weekday"), kept.get("part", ""), kept.get("age"), kept.get("has_seats", False))


class EnrolForm(forms.Form):
    """Who joins a class: the user, and the children in the user's care; without children there is nothing to choose."""

    ME = "me"

    people = forms.MultipleChoiceField(label=_("Who joins?"), widget=forms.CheckboxSelectMultiple)
    allows_photos = forms.BooleanField(
        label=_("We may be in photos of this class, which only its members see."), required=False
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
        if not shown.takes_photos:
            del self.fields["allows_photos"]

    @property
    def wanted(self) -> dict[str, Any]:
        """What `services.enrol` needs to know."""
        chosen = self.cleaned_data["people"] or [self.ME]
        return {
            "joins": self.ME in chosen,
            "children": [self.wards[key] for key in chosen if key != self.ME],
            "allows_photos": self.cleaned_data.get("allows_photos", False),
        }

    @property
    def first_error(self) -> str:
        return str(next(iter(self.errors.values()))[0])


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
        """The child who comes; None is the user."""
        return self.wards.get(self.cleaned_data["person"])


class PostForm(forms.Form):
    """A note or a photo for a class."""

    text = forms.CharField(label=_("Note"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    photo = forms.ImageField(label=_("Photo"), required=False, validators=[check_photo])
    tell = forms.BooleanField(label=_("Send the text to everyone in the class"), required=False)


class HoursField(forms.TypedMultipleChoiceField):
    """Free hours of the week, as slots from Monday 00:00; offered from 8 to 21 o'clock."""

    OFFERED = range(8, 22)

    def __init__(self, **kwargs: Any) -> None:
        choices = [(weekday * 24 + hour, f"{hour}:00") for weekday in range(7) for hour in self.OFFERED]
        super().__init__(choices=choices, coerce=int, widget=forms.CheckboxSelectMultiple, **kwargs)


@dataclass(frozen=True, slots=True)
class Chip:
    """One hour to tick."""

    value: int
    label: str
    is_chosen: bool


class PledgeForm(forms.Form):
    """When a neighbour would have time."""

    hours = HoursField(
        label=_("When do you have time?"),
        help_text=_("Tick every hour that suits you; the more, the sooner we find one for all."),
        error_messages={"required": _("Please choose at least one hour that suits you.")},
    )

    @property
    def week(self) -> list[tuple[str, int, list[Chip]]]:
        """Each weekday with the number of hours chosen on it, and its hours."""
        chosen = {str(value) for value in self["hours"].value() or []}
        days = []
        for weekday in Weekday:
            slots = [weekday * 24 + hour for hour in HoursField.OFFERED]
            chips = [Chip(slot, f"{slot % 24}:00", str(slot) in chosen) for slot in slots]
            days.append((str(weekday.label), sum(chip.is_chosen for chip in chips), chips))
        return days


class ProposalForm(PledgeForm, forms.ModelForm):
    """A class that a resident wishes for."""

    class Meta:
        model = Proposal
        fields = ["name", "about", "teacher_name", "room_kind", "needed", "minutes", "weeks"]
        widgets: dict[str, Any] = {
            "about": forms.Textarea(attrs={"rows": 4}),
            "needed": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        labels = {
            "name": _("What would you like to learn or do?"),
            "about": _("Tell your neighbours about it"),
            "teacher_name": _("Teacher"),
        }

    field_order = ["name", "about", "teacher_name", "room_kind", "needed", "minutes", "weeks", "hours"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(forms.ModelChoiceField, self.fields["room_kind"]).empty_label = str(ANY[1])  # type: ignore[type-arg]


class ApprovalForm(forms.Form):
    """What staff add to a planned class before it opens."""

    teacher_name = forms.CharField(label=_("Teacher's name"), max_length=100, required=False)
    capacity = forms.IntegerField(label=_("Seats"), min_value=1, max_value=2000)
    reason = forms.CharField(
        label=_("Reason, if it is not possible"), max_length=200, required=False, help_text=_("Residents read it.")
    )


class RatingForm(forms.Form):
    """How a class was, for one seat."""

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
        label=_("In your words"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )

    is_given = False

    @classmethod
    def of(cls, seat: Enrolment, typed: Mapping[str, Any] | None = None) -> "RatingForm":
        """The form of one seat, filled with what was said before; its fields' ids are its own."""
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
    """A class as staff create it; with `draw_closes_at` its seats are drawn."""

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
