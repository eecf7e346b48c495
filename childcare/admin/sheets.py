"""Families and sheets, masked; health notes only by a reveal on the pages of the children's room."""

from django.contrib import admin
from django.http import HttpRequest

from childcare.models import Barred, CareSheet, Consent, Family, PickupPerson
from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_tools import LookOnly
from community.names import mask_name, mask_phone


class ConsentInline(LookOnly, PortalInline):
    model = Consent
    fields = ["purpose", "text", "given_at", "on_paper", "withdrawn_at"]
    readonly_fields = ["purpose", "text", "given_at", "on_paper", "withdrawn_at"]


class PickupInline(LookOnly, PortalInline):
    model = PickupPerson
    fields = ["name", "phone", "kin", "is_guardian", "is_adult", "starts_on", "ends_on", "removed_at"]
    readonly_fields = ["is_guardian", "removed_at"]
    masked = {"name": mask_name, "phone": mask_phone, "starts_on": str, "ends_on": str}


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

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_caresheet")


@admin.register(Barred)
class BarredAdmin(LookOnly, PortalAdmin):
    list_display = ["__str__", "sheet", "at", "lifted_at"]
    list_filter = [("lifted_at", admin.EmptyFieldListFilter)]
    list_select_related = ["sheet"]
    ordering = ["-at"]
    fields = ["name", "sheet", "at", "first_by", "second_by", "lifted_at"]
    masked = {"name": mask_name}

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_barred")
