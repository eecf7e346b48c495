"""Families and care sheets, masked; health notes are only shown by `reveal`."""

from typing import Any, cast

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from childcare import services
from childcare.admin.forms import BarredForm
from childcare.models import CARER_POINTS, Barred, CareSheet, Consent, Family, Health, PickupPerson
from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import either
from community.admin_tools import LookOnly, apply_to_each, ask_reason
from community.models import User
from community.names import mask_name, mask_phone
from community.templatetags.dates import day

THIRD_OF_A_CARER = CARER_POINTS // 3


class ConsentInline(LookOnly, PortalInline):
    model = Consent
    fields = ["purpose", "text", "given_at", "on_paper", "withdrawn_at"]
    readonly_fields = ["purpose", "text", "given_at", "on_paper", "withdrawn_at"]


class PickupInline(LookOnly, PortalInline):
    model = PickupPerson
    fields = ["name", "phone", "kin", "is_guardian", "is_adult", "starts_on", "ends_on", "removed_at"]
    readonly_fields = ["is_guardian", "removed_at"]
    masked = {"name": mask_name, "phone": mask_phone, "starts_on": day, "ends_on": day}


@admin.register(Family)
class FamilyAdmin(LookOnly, PortalAdmin):
    list_display = ["__str__", "created_at"]
    search_fields = ["name", "name_key"]
    ordering = ["name_key", "pk"]
    show_full_result_count = False
    fields = ["name", "created_at"]
    masked = {"name": mask_name}

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_family")


@admin.register(CareSheet)
class CareSheetAdmin(LookOnly, PortalHistoryAdmin):
    list_display = ["__str__", "family", "confirmed_at", "extra_points"]
    list_select_related = ["family"]
    search_fields = ["family__name", "family__name_key"]
    ordering = ["family__name_key", "pk"]
    show_full_result_count = False
    inlines = [ConsentInline, PickupInline]
    fields = ["called", "family", "extra_points", "confirmed_at"]
    masked = {"called": mask_name}
    actions = ["reveal", "one_more_third", "no_extra"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_caresheet")

    def has_reveal_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.reveal_caresheet")

    def has_run_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    @admin.action(description=_("Show health notes, with a reason"), permissions=["reveal"])
    def reveal(self, request: HttpRequest, sheets: QuerySet[CareSheet]) -> HttpResponse | None:
        """Show health notes on this one page only; a row per child is recorded."""
        shown: list[tuple[CareSheet, Health]] = []

        def look(sheet: CareSheet, reason: str, by: User) -> None:
            shown.append((sheet, services.reveal_health(sheet=sheet, reason=reason, by=by)))

        asked = ask_reason(
            self,
            request,
            sheets,
            question=_("Why do you need to see these notes?"),
            label=_("Reason, recorded with your name"),
            change=look,
        )
        if asked is not None:
            return asked
        response = self.own_page(request, "admin/childcare/health.html", _("Health notes"), shown=shown)
        response["Cache-Control"] = "private, no-store"
        return response

    @admin.action(description=_("Special need: 70 points more, a third of a carer"), permissions=["run"])
    def one_more_third(self, request: HttpRequest, sheets: QuerySet[CareSheet]) -> None:
        self._extra(request, sheets, THIRD_OF_A_CARER)

    @admin.action(description=_("No special need any more"), permissions=["run"])
    def no_extra(self, request: HttpRequest, sheets: QuerySet[CareSheet]) -> None:
        self._extra(request, sheets, None)

    def _extra(self, request: HttpRequest, sheets: QuerySet[CareSheet], more: int | None) -> None:
        apply_to_each(
            request,
            sheets,
            lambda each, by: services.set_extra_points(
                sheet=each, points=0 if more is None else each.extra_points + more, by=by
            ),
        )


@admin.register(Barred)
class BarredAdmin(PortalAdmin):
    """Barred persons are entered by two members of staff together, and lifted when the paper is no longer in force."""

    form = BarredForm
    actions = ["lift"]
    list_display = ["__str__", "sheet", "at", "lifted_at"]
    list_filter = [("lifted_at", either(_("in force"), pgettext_lazy("ban", "lifted")))]
    list_select_related = ["sheet"]
    ordering = ["-at"]
    autocomplete_fields = ["sheet"]
    masked = {"name": mask_name}

    def has_add_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False

    def has_lift_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("childcare.run_childcare")

    def get_fields(self, request: HttpRequest, obj: Barred | None = None) -> Any:
        if obj is not None:
            return ["name", "sheet", "at", "first_by", "second_by", "lifted_at"]
        return ["sheet", "name", "phone", "paper", "second_phone", "second_password"]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.request = request
        return form

    def save_model(self, request: HttpRequest, obj: Barred, form: Any, change: bool) -> None:
        made = services.bar_person(
            sheet=obj.sheet,
            name=obj.name,
            phone=obj.phone,
            paper=obj.paper,
            first=cast(User, request.user),
            second=form.second,
        )
        obj.pk = made.pk

    @admin.action(description=_("The paper is no longer in force"), permissions=["lift"])
    def lift(self, request: HttpRequest, rows: QuerySet[Barred]) -> None:
        apply_to_each(request, rows.filter(lifted_at=None), lambda each, by: services.lift_bar(barred=each, by=by))
