"""Posts in the admin, and their open items."""

from typing import Any, cast

from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from community.admin_base import PortalAdmin, PortalHistoryAdmin, PortalInline
from community.admin_filters import PastDayFilter, either
from community.admin_tools import LookOnly
from community.models import User
from volunteers import services
from volunteers.models import Handover, HandoverNote, OpenItem, Post, PostThing, ThingCount


class ThingInline(PortalInline):
    model = PostThing
    fields = ["name", "number"]


@admin.register(Post)
class PostAdmin(PortalHistoryAdmin):
    list_display = ["name", "kind", "minimum", "places", "is_risky", "has_screen", "is_active"]
    list_filter = ["kind", "is_active"]
    search_fields = ["name", "name_en"]
    prepopulated_fields = {"slug": ["name_en"]}
    autocomplete_fields = ["skills", "teams"]
    inlines = [ThingInline]

    def save_model(self, request: HttpRequest, obj: Post, form: Any, change: bool) -> None:
        services.save_post(post=obj, by=cast(User, request.user))

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return False


class CountInline(LookOnly, PortalInline):
    model = ThingCount
    fields = ["thing", "number"]


class NoteInline(LookOnly, PortalInline):
    model = HandoverNote
    fields = ["text", "by", "at"]
    readonly_fields = ["text", "by", "at"]


@admin.register(Handover)
class HandoverAdmin(LookOnly, PortalHistoryAdmin):
    """Handovers, read-only; they are written and signed at the post."""

    list_display = ["post", "shift", "outgoing", "incoming"]
    list_filter = ["post", ("incoming_at", either(_("not signed yet"), pgettext_lazy("handover", "signed")))]
    list_select_related = ["post", "shift__post", "outgoing", "incoming"]
    date_hierarchy = "shift__starts_at"
    day_filter = PastDayFilter
    show_full_result_count = False
    fields = ["post", "shift", "happened", ("outgoing", "outgoing_at"), ("incoming", "incoming_at")]
    inlines = [CountInline, NoteInline]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_handover")


@admin.register(OpenItem)
class OpenItemAdmin(LookOnly, PortalAdmin):
    list_display = ["text", "post", "opened_at", "closed_at", "how"]
    list_filter = ["post", ("closed_at", either(_("still open"), _("done")))]
    list_select_related = ["post"]
    date_hierarchy = "opened_at"
    day_filter = PastDayFilter
    show_full_result_count = False
    fields = ["text", "post", ("opened_by", "opened_at"), ("closed_by", "closed_at"), "how"]

    def has_view_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("volunteers.view_openitem")
