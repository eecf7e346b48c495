"""Residents, where they live, and guardians; written through the services."""

from collections.abc import Sequence
from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.db.models.functions import ExtractYear
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from community.admin_base import PortalAdmin
from community.admin_lookups import AllowedChanges
from community.admin_tools import apply_to_each
from community.models import User
from community.names import mask_name, mask_phone
from community.ranges import today
from residents import identity, selectors, services
from residents.admin.base import NeverDeleted
from residents.admin.merging import MergesResidents
from residents.forms import ResidentForm
from residents.models import EmergencyContact, Guardianship, Residence, Resident
from residents.querysets import ResidentQuerySet

LIST = "residents_resident_changelist"


class TellingApart(AllowedChanges):
    """A change list that adds the record's number to people who would look alike."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        people = list(self.result_list)
        for person, line in zip(people, selectors.lines_of(people), strict=True):
            person.mark = line.mark
        self.result_list = people


@admin.register(Resident)
class ResidentAdmin(MergesResidents):
    """Residents, masked; fields are revealed on the page /residents/. The history is not shown, because it is not
    masked.
    """

    form = ResidentForm
    list_display = ["masked_name", "sex", "age", "door", "masked_phone", "labels"]
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
        people = super().get_queryset(request).filter(merged_into=None)
        match = request.resolver_match
        return selectors.with_address(cast(ResidentQuerySet, people)) if match and match.url_name == LIST else people

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Resident], search_term: str
    ) -> tuple[QuerySet[Resident], bool]:
        """Search as the page /residents/ does; `search_fields` only enables the field."""
        return (cast(ResidentQuerySet, queryset).found_by(search_term) if search_term else queryset), False

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """A new resident has no number yet to delete."""
        shown = super().get_fields(request, obj)
        return shown if obj else [name for name in shown if name != "forgets_number"]

    def lines_of(self, objects: Sequence[Resident]) -> list[str]:
        selectors.read_address(objects)
        return [str(line) for line in selectors.lines_of(objects)]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[TellingApart]:
        return TellingApart

    @admin.display(description=_("Name"), ordering="name_key")
    def masked_name(self, resident: Resident) -> str:
        mark = getattr(resident, "mark", "")
        return f"{resident.masked_name} · {mark}" if mark else resident.masked_name

    @admin.display(description=_("door"))
    def door(self, resident: Resident) -> str:
        """The address, which distinguishes residents with the same masked name."""
        here = resident.here  # type: ignore[attr-defined]
        return str(here[0].household.address_key) if here else ""

    @admin.display(description=_("Mobile number"))
    def masked_phone(self, resident: Resident) -> str:
        return resident.masked_phone

    @admin.display(description=_("age"), ordering=ExtractYear("birth_date"))
    def age(self, resident: Resident) -> str:
        age = resident.age_on(today())
        return "" if age is None else _("aged %(age)d") % {"age": age}

    @admin.display(description=_("tags"))
    def labels(self, resident: Resident) -> SafeString:
        tags = ((str(tag),) for tag in resident.tags.all())
        return format_html_join(" ", '<span class="badge-state">{}</span>', tags)

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def save_model(self, request: HttpRequest, obj: Resident, form: Any, change: bool) -> None:
        services.save_resident(
            resident=obj,
            by=cast(User, request.user),
            id_number=form.cleaned_data.get("id_number"),
            id_kind=form.cleaned_data.get("id_kind") or obj.id_kind,
        )


@admin.register(Residence)
class ResidenceAdmin(NeverDeleted):
    """Who lives where; adding a residence moves the person in, the action moves them out."""

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
    row_actions = {"moved_out": lambda residence: residence.during.upper is None}

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
        apply_to_each(
            request,
            residences.select_related("resident"),
            lambda each, by: services.move_out(resident=each.resident, on=today(), by=by, kind=each.kind),
        )


@admin.register(Guardianship)
class GuardianshipAdmin(NeverDeleted):
    list_display = ["guardian", "child", "consented_at"]
    list_select_related = ["guardian", "child"]
    autocomplete_fields = ["guardian", "child"]

    def save_model(self, request: HttpRequest, obj: Guardianship, form: Any, change: bool) -> None:
        if change:
            super().save_model(request, obj, form, change)
            return
        named = services.name_guardian(
            guardian=obj.guardian, child=obj.child, by=cast(User, request.user), consented_at=obj.consented_at
        )
        obj.pk = named.pk


@admin.register(EmergencyContact)
class EmergencyContactAdmin(PortalAdmin):
    """Emergency contacts; delete those who withdraw their consent, and add them again if a number changes."""

    list_display = ["resident", "relation", "who", "number", "consented_on"]
    list_filter = ["relation"]
    list_select_related = ["resident"]
    autocomplete_fields = ["resident"]
    masked = {"name": mask_name, "phone": mask_phone}
    show_full_result_count = False

    @admin.display(description=_("Name"))
    def who(self, contact: EmergencyContact) -> str:
        return mask_name(contact.name)

    @admin.display(description=_("number to call"))
    def number(self, contact: EmergencyContact) -> str:
        return mask_phone(contact.phone)

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("residents.change_resident")

    def save_model(self, request: HttpRequest, obj: EmergencyContact, form: Any, change: bool) -> None:
        noted = services.note_emergency_contact(
            resident=obj.resident,
            name=obj.name,
            relation=obj.relation,
            phone=obj.phone,
            consented_on=obj.consented_on,
            by=cast(User, request.user),
        )
        obj.pk = noted.pk

    def delete_model(self, request: HttpRequest, obj: EmergencyContact) -> None:
        services.drop_emergency_contact(contact=obj, by=cast(User, request.user))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[EmergencyContact]) -> None:
        for contact in queryset:
            self.delete_model(request, contact)
