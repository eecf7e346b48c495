"""Stays, handovers, alarms and incidents, read-only; overrides first."""

from django.contrib import admin
from django.db.models import Case, Value, When
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from childcare.models import Alarm, DropIn, Incident, OfflineHandOver, PickUp
from community.admin_base import PortalAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly
from community.names import mask_name


class PickUpInline(LookOnly, PortalInline):
    model = PickUp
    fields = ["at", "name", "proof", "carer", "first_by", "second_by", "undone_at"]
    readonly_fields = ["at", "undone_at"]
    masked = {"name": mask_name}


@admin.register(DropIn)
class DropInAdmin(LookOnly, PortalAdmin):
    """Stays, read-only: only a handover ends one."""

    list_display = ["sheet", "session", "age", "in_at", "due_at", "out_at"]
    list_filter = [("out_at", either(_("still here"), _("gone home"))), ("in_at", PastDayFilter)]
    list_select_related = ["sheet", "session__room"]
    ordering = ["-in_at"]
    show_full_result_count = False
    inlines = [PickUpInline]
    fields = ["sheet", "session", ("age", "points"), ("in_at", "due_at", "out_at"), "carer"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_dropin")


@admin.register(PickUp)
class PickUpAdmin(LookOnly, PortalAdmin):
    """Handovers, overrides first."""

    list_display = ["drop_in", "at", "proof", "carer", "undone_at"]
    list_filter = ["proof", ("at", PastDayFilter)]
    list_select_related = ["drop_in__sheet", "carer__volunteer"]
    ordering = [Case(When(proof="override", then=Value(0)), default=Value(1)), "-at"]
    show_full_result_count = False
    fields = ["drop_in", "at", "name", "proof", "carer", "reason", "first_by", "second_by", "undone_at"]
    masked = {"name": mask_name}

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_pickup")


@admin.register(Alarm)
class AlarmAdmin(LookOnly, PortalAdmin):
    list_display = ["kind", "session", "at", "seen_at"]
    list_filter = ["kind", ("seen_at", either(_("not seen to"), _("seen to")))]
    list_select_related = ["session__room"]
    ordering = ["-at"]
    show_full_result_count = False
    fields = ["kind", "session", "at", "seen_at", "seen_by"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_alarm")


@admin.register(Incident)
class IncidentAdmin(LookOnly, PortalAdmin):
    """Incidents: when, and whose; what happened is read on the incident's own page."""

    list_display = ["drop_in", "happened_at", "at"]
    list_filter = [("happened_at", PastDayFilter)]
    list_select_related = ["drop_in__sheet"]
    ordering = ["-happened_at"]
    show_full_result_count = False
    fields = ["drop_in", "happened_at", "carer", "at"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_incident")


@admin.register(OfflineHandOver)
class OfflineHandOverAdmin(LookOnly, PortalAdmin):
    list_display = ["drop_in", "at", "received_at", "settled_at"]
    list_filter = [("settled_at", either(_("not seen to"), _("seen to")))]
    list_select_related = ["drop_in__sheet"]
    ordering = ["-received_at"]
    show_full_result_count = False
    fields = ["drop_in", "at", "carer", "received_at", "settled_at", "first_by", "second_by"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("childcare.view_offlinehandover")
