"""The register in the admin: masked, written through the services."""

from datetime import timedelta
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminDateWidget
from django.core.exceptions import ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange, NumericRange
from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin, PortalHistoryAdmin
from community.admin_tools import LookOnly, apply_to_each
from community.errors import DomainError
from community.models import User
from community.names import mask_name, mask_phone
from community.ranges import today
from residents import dashboard, identity, selectors, services
from residents.importing import admin as importing_admin
from residents.merging_admin import MergesResidents
from residents.models import (
    LAST_UNIT,
    Appointment,
    Building,
    Compound,
    Guardianship,
    Household,
    LoginMatch,
    RegisterPolicy,
    Residence,
    Resident,
    Reveal,
    Tag,
)
from residents.querysets import ResidentQuerySet

__all__ = ["dashboard", "importing_admin"]


class NeverDeleted(PortalHistoryAdmin):
    """Records that end, but do not go."""

    show_full_result_count = False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


admin.site.register([Compound, Building], PortalAdmin)
admin.site.register(Tag, PortalHistoryAdmin)


@admin.register(RegisterPolicy)
class RegisterPolicyAdmin(NeverDeleted):
    """There is one set of rules, so its list leads straight to it."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        policy, _created = RegisterPolicy.objects.get_or_create(pk=1)
        return redirect("admin:residents_registerpolicy_change", policy.pk)


@admin.register(Household)
class HouseholdAdmin(PortalAdmin):
    list_display = ["__str__", "building", "unit", "room"]
    list_filter = ["building"]
    list_select_related = ["building"]
    search_fields = ["address_key__startswith"]
    search_help_text = _("An address like 3-1-101")
    show_full_result_count = False


class ResidentForm(forms.ModelForm):
    """A person's data; what is masked stays as it is where its field is left empty."""

    name = forms.CharField(label=_("Name"), max_length=100, required=False)
    phone = forms.CharField(label=_("Mobile number"), max_length=11, required=False)
    id_number = forms.CharField(label=_("Identity number"), max_length=30, required=False)
    forgets_number = forms.BooleanField(
        label=_("Take the identity number out"),
        required=False,
        help_text=_("It is wrong, or belongs to somebody else."),
    )

    class Meta:
        model = Resident
        fields = ["name", "phone", "id_number", "forgets_number", "sex", "birth_date", "tags", "language", "contact"]
        widgets = {"tags": forms.CheckboxSelectMultiple}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in ("name", "phone", "id_number"):
            shown = getattr(self.instance, f"masked_{field}", "") if self.instance.pk else ""
            self.initial[field] = ""
            if shown:
                self.fields[field].help_text = _("Now %(masked)s; leave it empty to keep it.") % {"masked": shown}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for field in ("name", "phone"):
            cleaned[field] = cleaned.get(field) or getattr(self.instance, field)
        # The services check once more; asking here lets the form say it beside the field.
        number = cleaned.pop("id_number", "") or None
        try:
            if number is not None:
                services.check_number(resident=self.instance, typed=number)
        except DomainError as error:
            self.add_error("id_number", ValidationError(error.message))
        cleaned["id_number"] = "" if cleaned.get("forgets_number") and number is None else number
        if not cleaned["name"]:
            self.add_error("name", _("Please give the name."))
        return cleaned


@admin.register(Resident)
class ResidentAdmin(MergesResidents):
    """People, masked; the page /residents/ reveals. History is kept, and shown to nobody here: it is not masked."""

    form = ResidentForm
    list_display = ["masked_name", "masked_phone", "sex", "year", "since"]
    list_filter = ["tags", "sex", "contact"]
    search_fields = ["name"]
    masked = {
        "name": mask_name,
        "phone": mask_phone,
        "id_number": identity.mask,
        "birth_date": lambda day: str(day.year),
    }
    search_help_text = _("Name, pinyin, initials, last four digits of the phone, or an address like 3-1-101")
    ordering = ["name_key", "pk"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Resident]:
        return super().get_queryset(request).filter(merged_into=None)

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Resident], search_term: str
    ) -> tuple[QuerySet[Resident], bool]:
        """As the page /residents/ searches; `search_fields` only says that one may."""
        return (cast(ResidentQuerySet, queryset).found_by(search_term) if search_term else queryset), False

    @admin.display(description=_("Name"), ordering="name_key")
    def masked_name(self, resident: Resident) -> str:
        return resident.masked_name

    @admin.display(description=_("Mobile number"))
    def masked_phone(self, resident: Resident) -> str:
        return resident.masked_phone

    @admin.display(description=_("born"), ordering=ExtractYear("birth_date"))
    def year(self, resident: Resident) -> str:
        return str(resident.birth_date.year) if resident.birth_date else ""

    @admin.display(description=_("in the register since"), ordering="created_at")
    def since(self, resident: Resident) -> str:
        return f"{localtime(resident.created_at):%Y-%m-%d}"

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Resident, form: Any, change: bool) -> None:
        services.save_resident(resident=obj, by=cast(User, request.user), id_number=form.cleaned_data.get("id_number"))


@admin.register(Residence)
class ResidenceAdmin(NeverDeleted):
    """Who lives where; adding one moves the person in, the action moves out."""

    list_display = ["resident", "household", "kind", "relation", "days"]
    list_filter = ["kind", "relation", "household__building"]
    list_select_related = ["resident", "household__building"]
    search_fields = [
        "resident__name__startswith",
        "resident__name_key__startswith",
        "household__address_key__startswith",
    ]
    autocomplete_fields = ["resident", "household"]
    actions = ["moved_out"]

    @admin.display(description=_("from and until"), ordering="during")
    def days(self, residence: Residence) -> str:
        return residence.during_in_words

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_leave_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("residents.change_residence")

    def save_model(self, request: HttpRequest, obj: Residence, form: Any, change: bool) -> None:
        moved = services.move_in(
            resident=obj.resident,
            household=obj.household,
            on=obj.during.lower or today(),
            by=cast(User, request.user),
            kind=obj.kind,
            relation=obj.relation,
        )
        obj.pk = moved.pk

    @admin.action(description=_("Moved out today"), permissions=["leave"])
    def moved_out(self, request: HttpRequest, residences: QuerySet[Residence]) -> None:
        by = cast(User, request.user)
        apply_to_each(
            request,
            residences.select_related("resident"),
            lambda each: services.move_out(resident=each.resident, on=today(), by=by, kind=each.kind),
        )


@admin.register(Guardianship)
class GuardianshipAdmin(NeverDeleted):
    list_display = ["guardian", "child", "consented_at"]
    list_select_related = ["guardian", "child"]
    autocomplete_fields = ["guardian", "child"]


class AppointmentForm(forms.ModelForm):
    """A term and its units with first and last, both included."""

    first_unit = forms.IntegerField(label=_("First unit"), min_value=1, max_value=LAST_UNIT, initial=1)
    last_unit = forms.IntegerField(
        label=_("Last unit"),
        min_value=1,
        max_value=LAST_UNIT,
        initial=LAST_UNIT,
        help_text=_("1 to 99: the whole building."),
    )
    first_day = forms.DateField(label=_("First day"), widget=AdminDateWidget)
    last_day = forms.DateField(
        label=_("Last day"), required=False, widget=AdminDateWidget, help_text=_("Empty: until further notice.")
    )

    class Meta:
        model = Appointment
        fields = ["role", "resident", "name", "phone", "compound", "building", "is_public", "is_phone_public", "photo"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            units = self.instance.units
            self.initial.update(first_unit=units.lower, last_unit=units.upper - 1)
            self.initial.update(first_day=self.instance.term.lower, last_day=self.instance.last_day)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
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


@admin.register(Appointment)
class AppointmentAdmin(NeverDeleted):
    """Roles and terms; the roster hands them over."""

    form = AppointmentForm
    list_display = ["role", "name", "scope", "days", "is_public"]
    list_filter = ["role", "building", "is_public"]
    list_select_related = ["building", "compound"]
    search_fields = ["name"]
    autocomplete_fields = ["resident"]
    masked = {"phone": mask_phone}

    def get_fields(self, request: HttpRequest, obj: Appointment | None = None) -> Any:
        """Whoever looks alone reads units and term in words."""
        if obj is None or self.has_change_permission(request, obj):
            return super().get_fields(request, obj)
        return ["role", "resident", "name", "phone", "scope", "days", "is_public", "is_phone_public"]

    @admin.display(description=_("term"), ordering="term")
    def days(self, appointment: Appointment) -> str:
        return appointment.term_in_words

    @admin.display(description=_("for"))
    def scope(self, appointment: Appointment) -> str:
        return appointment.scope

    def save_model(self, request: HttpRequest, obj: Appointment, form: Any, change: bool) -> None:
        services.save_appointment(appointment=obj, by=cast(User, request.user))


@admin.register(LoginMatch)
class LoginMatchAdmin(NeverDeleted):
    """Logins that fit nobody wait here; choosing the resident settles one."""

    list_display = ["user", "masked_name", "state", "asked_at", "settled_by"]
    list_filter = ["state"]
    list_select_related = ["user", "settled_by"]
    fields = ["user", "name", "state", "asked_at", "candidates", "resident"]
    readonly_fields = ["user", "name", "state", "asked_at", "candidates"]
    raw_id_fields = ["resident"]
    masked = {"name": mask_name}
    actions = ["refuse", "undo"]

    @admin.display(description=_("Name"))
    def masked_name(self, match: LoginMatch) -> str:
        return str(match)

    @admin.display(description=_("Who it may be"))
    def candidates(self, match: LoginMatch) -> SafeString | str:
        """People of that name or with that phone number, each with the address that tells them apart."""
        alike = Resident.objects.filter(Q(name=match.name) | Q(phone=match.user.phone), anonymised_at=None)
        lines = selectors.lines_of(selectors.with_address(alike.order_by("name_key", "pk")[:10]))
        rows = ((reverse("resident", args=[line.pk]), line.pk, line.name, line.address, line.phone) for line in lines)
        return format_html_join("", '<p><a href="{}">{}</a> {} · {} · {}</p>', rows) or str(_("Nobody found."))

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: LoginMatch | None = None) -> bool:
        may = request.user.has_perm("residents.settle_match")
        return may and (obj is None or obj.state == LoginMatch.State.WAITING)

    def has_settle_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("residents.settle_match")

    def save_model(self, request: HttpRequest, obj: LoginMatch, form: Any, change: bool) -> None:
        if obj.resident is None:
            return
        try:
            services.settle_match(match=obj, resident=obj.resident, by=cast(User, request.user))
        except DomainError as error:
            messages.error(request, error.message)

    @admin.action(description=_("Not in the register"), permissions=["settle"])
    def refuse(self, request: HttpRequest, matches: QuerySet[LoginMatch]) -> None:
        apply_to_each(request, matches, lambda match: services.refuse_match(match=match, by=cast(User, request.user)))

    @admin.action(description=_("Undo a wrong match"), permissions=["settle"])
    def undo(self, request: HttpRequest, matches: QuerySet[LoginMatch]) -> None:
        apply_to_each(request, matches, lambda match: services.undo_match(match=match, by=cast(User, request.user)))


@admin.register(Reveal)
class RevealAdmin(LookOnly, PortalAdmin):
    """Who looked at what, and why."""

    list_display = ["at", "by", "resident", "field", "reason"]
    list_filter = ["field", "by"]
    empty_value_display = _("themselves")
    list_select_related = ["by", "resident"]
    date_hierarchy = "at"
