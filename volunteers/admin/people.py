"""Volunteers and teams in the admin: joining at the desk, insurance and consent, printing."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, ClassVar, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly, apply_to_each
from community.forms import offer
from community.models import User
from community.names import mask_name, mask_phone
from community.person_line import PersonLine, told_apart
from community.templatetags.dates import span
from volunteers import services
from volunteers.forms import parts_of_week
from volunteers.models import Absence, Assignment, DutyRules, DutyTeam, Skill, Volunteer


class VolunteerForm(forms.ModelForm):
    """What staff record about a volunteer."""

    cannot = forms.MultipleChoiceField(
        label=_("cannot"), choices=Volunteer.Limit, required=False, widget=forms.CheckboxSelectMultiple
    )
    suits = forms.TypedMultipleChoiceField(
        label=_("hours that suit"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "suits" in self.fields:
            offer(self, "suits", parts_of_week())


class AbsenceInline(PortalInline):
    model = Absence
    fields = ["days"]


class NextShiftsInline(LookOnly, PortalInline):
    """A volunteer's upcoming promises, each with a link to the page where the desk can change it for a caller."""

    model = Assignment
    verbose_name_plural = _("next shifts")
    fields = ["page", "state"]
    readonly_fields = ["page"]

    def get_queryset(self, request: HttpRequest) -> Any:
        ahead = super().get_queryset(request).filter(during__endswith__gt=timezone.now())
        return ahead.open().select_related("shift__post").order_by("during")  # type: ignore[attr-defined]

    @admin.display(description=_("shift"))
    def page(self, promise: Assignment) -> SafeString:
        words = f"{promise.shift.post} · {span(promise.shift.span)}"
        return format_html('<a href="{}">{}</a>', promise.shift.get_absolute_url(), words)


@admin.register(Volunteer)
class VolunteerAdmin(PortalHistoryAdmin):
    """All volunteers, with a phone or without."""

    class Media:
        css: ClassVar[dict[str, list[str]]] = {"screen": ["css/week_boxes.css"]}

    form = VolunteerForm
    list_display = ["name", "masked_phone", "is_worker", "ask_by", "insured_until", "joined_at", "left_at", "paper"]
    list_filter = [
        ("left_at", either(_("on the list"), _("has left"))),
        "is_worker",
        "ask_by",
        "skills",
        "teams",
    ]
    list_select_related = ["user", "resident"]
    search_fields = ["name", "name_key"]
    phones = ["user__phone", "resident__phone"]
    masked = {"name": mask_name, "user": lambda user: mask_name(user.name)}
    date_hierarchy = "joined_at"
    day_filter = PastDayFilter
    autocomplete_fields = ["user", "resident", "consent_by", "skills"]
    inlines = [NextShiftsInline, AbsenceInline]
    actions = ["print_passes", "leave"]
    fields = [
        ("user", "resident"),
        "is_worker",
        "skills",
        ("insured_until", "consent_by", "consented_on"),
        ("ask_by", "most_hours", "is_public"),
        "cannot",
        "suits",
    ]

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return ["user", "resident", "is_worker"] if obj else []

    def lines_of(self, objects: Sequence[Volunteer]) -> list[str]:
        prefetch_related_objects(objects, "user", "resident")
        lines = (
            PersonLine(each.pk, mask_name(each.name), mask_phone(each.phone) if each.phone else "") for each in objects
        )
        return [str(line) for line in told_apart(lines)]

    def get_list_display(self, request: HttpRequest) -> Any:
        """The link to print letters, only for those who run duty, because the page is closed to others."""
        shown = super().get_list_display(request)
        return shown if request.user.has_perm("volunteers.run_duty") else [each for each in shown if each != "paper"]

    @admin.display(description=_("mobile number"))
    def masked_phone(self, volunteer: Volunteer) -> str:
        return mask_phone(volunteer.phone) if volunteer.phone else ""

    @admin.display(description=pgettext_lazy("duty", "on paper"))
    def paper(self, volunteer: Volunteer) -> SafeString:
        return format_html('<a href="{}">{}</a>', reverse("duty_letter", args=[volunteer.pk]), _("Print"))

    def save_model(self, request: HttpRequest, obj: Volunteer, form: Any, change: bool) -> None:
        by = cast(User, request.user)
        if change:
            services.save_volunteer(volunteer=obj, by=by)
            return
        rules = services.current_rules()
        typed = {name: getattr(obj, name) for name in form.cleaned_data if name not in ("user", "resident", "skills")}
        joined = services.join(
            user=obj.user,
            resident=obj.resident,
            by=by,
            rules_version=rules.version if rules else 0,
            is_worker=obj.is_worker,
        )
        for name, value in typed.items():
            setattr(joined, name, value)
        services.save_volunteer(volunteer=joined, by=by)
        obj.__dict__.update(joined.__dict__)

    def save_formset(self, request: HttpRequest, form: Any, formset: Any, change: bool) -> None:
        """Absences are saved by the same services as on the volunteer's own page."""
        by = cast(User, request.user)
        noted = formset.save(commit=False)
        for each in [*formset.deleted_objects, *(changed for changed, _fields in formset.changed_objects)]:
            services.remove_absence(absence=Absence.objects.get(pk=each.pk), by=by)
        for each in noted:
            services.note_absence(
                volunteer=form.instance, first=each.days.lower, last=each.days.upper - timedelta(days=1), by=by
            )

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("volunteers.run_duty")

    @admin.action(description=_("Print pass cards"), permissions=["run"])
    def print_passes(self, request: HttpRequest, volunteers: Any) -> HttpResponse:
        keys = volunteers.values_list("pk", flat=True)
        return redirect(f"{reverse('duty_passes')}?{urlencode({'volunteer': list(keys)}, doseq=True)}")

    @admin.action(description=_("Take off the list; promises are given back"), permissions=["change"])
    def leave(self, request: HttpRequest, volunteers: Any) -> None:
        apply_to_each(request, volunteers, lambda each, by: services.leave(volunteer=each, by=by))


@admin.register(DutyTeam)
class DutyTeamAdmin(PortalHistoryAdmin):
    list_display = ["name", "leader", "size", "is_active"]
    list_filter = ["is_active"]
    list_select_related = ["leader"]
    search_fields = ["name"]
    autocomplete_fields = ["leader", "members"]

    def save_model(self, request: HttpRequest, obj: DutyTeam, form: Any, change: bool) -> None:
        services.save_team(team=obj, by=cast(User, request.user))

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        services.settle_members(team=form.instance, by=cast(User, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    @admin.display(description=_("members"))
    def size(self, team: DutyTeam) -> int:
        return team.members.count()


@admin.register(Skill)
class SkillAdmin(PortalAdmin):
    list_display = ["name"]
    search_fields = ["name", "name_en"]


@admin.register(DutyRules)
class DutyRulesAdmin(PortalAdmin):
    """The duty rules that volunteers accept; a new version is a new row."""

    list_display = ["version", "since"]

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False
